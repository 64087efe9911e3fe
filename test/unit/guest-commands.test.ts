import assert from "node:assert/strict";
import { powerEffect } from "../../simulator/guest/power-effect";

const files: Record<string, string> = {
  "a:\\finish.cmd":
    "@echo off\r\nrem shutdown /r comes later\r\nif exist A:\\finish.ps1 powershell -File A:\\finish.ps1\r\n",
  "a:\\finish.ps1":
    "# Restart-Computer\r\nif ($true) {\r\n  Start-Sleep 5\r\n  Stop-Computer -Force\r\n}\r\n",
  "a:\\done.cmd": "@echo off\r\necho done\r\nexit /b 0\r\nshutdown /r /t 0\r\n",
  "a:\\end.cmd": "if not exist A:\\done.cmd (\r\n  exit\r\n)\r\nexit\r\n",
  "a:\\loop.cmd": "call A:\\loop.cmd\r\n",
};
const findFile = (path: string) => {
  const content = files[path.toLowerCase()];
  return content === undefined ? undefined : { name: path, content };
};
const effectOf = (line: string) => {
  const effect = powerEffect(line, findFile);
  return effect === undefined ? "none" : `${effect.kind} in ${effect.seconds}`;
};
const encoded = Buffer.from("Stop-Computer -Force", "utf16le").toString("base64");

describe("guest: a command line that", () => {
  const cases: Record<string, string[]> = {
    "power-off in 0": [
      "shutdown /p",
      "shutdown.exe /p /f",
      "SHUTDOWN -P -F",
      "C:\\Windows\\System32\\shutdown.exe /s /t 0",
      "%SystemRoot%\\System32\\shutdown.exe /s /f /t 0",
      '"C:\\Windows\\System32\\shutdown.exe" /p',
      "cmd /c shutdown /p",
      'cmd.exe /c "net user guest /active:no & shutdown /p /f"',
      'cmd /c start "" /wait shutdown /p',
      "powershell Stop-Computer",
      'powershell.exe -NoProfile -ExecutionPolicy Bypass -Command "Start-Sleep 3; Stop-Computer -Force"',
      'powershell -ep bypass -c "& { Stop-Computer }"',
      `powershell -EncodedCommand ${encoded}`,
      `powershell -e ${encoded}`,
      "powershell -Command \"Start-Process shutdown -ArgumentList '/s','/t','0'\"",
      "powershell -ExecutionPolicy Bypass -File A:\\finish.ps1",
      "A:\\finish.cmd",
      "cmd /c call a:\\FINISH.CMD",
      'cmd /c "A:\\done.cmd & shutdown /p"',
      'cmd /c "shutdown /p & exit"',
      'cmd /c "cmd /c exit & shutdown /p"',
      'cmd /c "powershell -Command "exit" & shutdown /p"',
      'cmd /c "cmd /c A:\\end.cmd & shutdown /p"',
      'cmd /c "call A:\\done.cmd || exit & shutdown /p"',
      'cmd /c "if errorlevel 1 (echo bad & exit) & shutdown /p"',
      'cmd /c "rem & shutdown /p"',
      'cmd /c "echo 5^" & shutdown /p"',
      'cmd /c "echo exit & shutdown /p"',
      'cmd /c "A:\\end or.cmd" & shutdown /p',
    ],
    "power-off in 30": ["shutdown /s", "shutdown -s -f"],
    "power-off in 120": ["shutdown /s /t 120"],
    "restart in 0": ["shutdown /r /t 0", "powershell Restart-Computer"],
    none: [
      "echo shutdown /p",
      "shutdown /l",
      "shutdown /h",
      "shutdown /a",
      "shutdown",
      "net use Z: \\\\server\\shutdown /p",
      "cmd /c A:\\missing.cmd",
      'cmd /c "exit & shutdown /p"',
      "cmd /c exit & shutdown /p",
      'cmd.exe /d /c "exit /b 0 & shutdown /p"',
      'cmd /c "A:\\end.cmd & shutdown /p"',
      'cmd /c "rem net use & shutdown /p"',
      'cmd /c "echo 5" & shutdown /p"',
      'cmd /c "echo 5" & powershell -Command "Stop-Computer""',
      "cmd /c if exist A:\\missing.cmd shutdown /p",
      "A:\\loop.cmd",
      "powershell -File A:\\missing.ps1",
      "notepad A:\\finish.cmd",
      'schtasks /create /sc daily /st 22:00 /tr "shutdown.exe /s /f"',
      'schtasks /create /sc daily /st 22:00 /tr "cmd /c echo bye & shutdown /s /f"',
      "reg add HKLM\\...\\RunOnce /v off /d shutdown /p",
      "at 22:00 shutdown /s",
    ],
  };
  for (const [effect, lines] of Object.entries(cases)) {
    for (const line of lines) {
      it(`means ${effect}: ${line.slice(0, 90)}`, () => assert.equal(effectOf(line), effect));
    }
  }
});
