"""Answers questions about what Python itself makes of a text: one JSON request a line in, one JSON answer a line out."""

import io
import json
import logging.config
import re
import resource
import string
import sys
import warnings

from configobj import ConfigObj, ConfigObjError
from mako.template import Template

warnings.simplefilter("ignore")

# A generated `range(1024 * 1024 * 1024)` is a MemoryError here, not the end of the machine.
resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))


def read_section(section):
    """Each key as a value or the name of an error, since reading a value is when it is interpolated."""
    keys = {}
    for key in section.scalars:
        try:
            keys[key] = {"value": section[key]}
        except Exception as error:
            keys[key] = {"error": type(error).__name__}
            # A failure within ConfigObj leaves it switched off.
            section.main.interpolation = True
    return {"keys": keys, "sections": {name: read_section(section[name]) for name in section.sections}}


def configobj(text):
    lines = io.BytesIO(text.encode("utf-8")).readlines()
    try:
        return {"file": read_section(ConfigObj(lines))}
    except ConfigObjError as error:
        return {"lines": [fault.line_number for fault in error.errors]}


def template_string(request):
    return string.Template(request["template"]).safe_substitute(request["values"])


def evaluate(text):
    """Python 2's range was a list, which can be added to others."""
    names = {"__builtins__": {}, "range": lambda *bounds: list(range(*bounds)), "list": list}
    try:
        return {"value": eval(text, names)}
    except Exception as error:
        return {"error": type(error).__name__}


def regex(request):
    """Whether the pattern is found in each text, with the character classes of Python 2."""
    try:
        compiled = re.compile(request["pattern"], re.ASCII)
    except Exception as error:
        return {"error": type(error).__name__}
    return {"found": [compiled.search(text) is not None for text in request["texts"]]}


def mako(request):
    try:
        return {"text": Template(request["template"]).render_unicode(**request["values"])}
    except Exception as error:
        return {"error": type(error).__name__}


def str_format(request):
    try:
        return {"text": request["format"].format(*request["values"])}
    except Exception as error:
        return {"error": type(error).__name__}


def logging_configuration(request):
    """The level and the handlers of the root logger, as logging.config makes them."""
    try:
        logging.config.fileConfig(io.StringIO(request["text"]), defaults=request["defaults"])
    except Exception as error:
        return {"error": type(error).__name__}
    root = logging.getLogger()
    handlers = [
        {
            "kind": type(handler).__name__,
            "level": handler.level,
            "maxBytes": getattr(handler, "maxBytes", None),
            "backupCount": getattr(handler, "backupCount", None),
        }
        for handler in root.handlers
    ]
    logging.shutdown()
    return {"level": root.level, "handlers": handlers}


ANSWERS = {
    "configobj": configobj,
    "templateString": template_string,
    "evaluate": evaluate,
    "regex": regex,
    "mako": mako,
    "format": str_format,
    "logging": logging_configuration,
}



def written(answer):
    """The answer as JSON; since Python 3.11 a number of more than 4300 digits cannot be written."""
    try:
        return json.dumps(answer, default=repr)
    except (ValueError, MemoryError) as error:
        return json.dumps({"error": type(error).__name__})


for line in sys.stdin:
    request = json.loads(line)
    print(written(ANSWERS[request["question"]](request["input"])), flush=True)
