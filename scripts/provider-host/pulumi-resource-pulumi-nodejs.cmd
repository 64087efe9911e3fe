@echo off
node --max-semi-space-size=4 "%~dp0dynamic-provider.cjs" %*
