using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Spott.Parameters;

/// <summary>
/// JSON by PowerShell's own commands, so that objects are those that its users know, and no library of JSON is needed here.
/// </summary>
internal static class ShellJson
{
    private const string FromJson = """
        param([string[]] $Texts, [bool] $KeepLists)
        $ErrorActionPreference = 'Stop'
        $options = @{}
        if ($KeepLists -and $PSVersionTable.PSVersion.Major -ge 7) { $options.NoEnumerate = $true }
        foreach ($text in $Texts) { Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject $text @options }
        """;

    // What is nested too deep only warns there, and would be sent mutilated.
    private const string ToJson = """
        param($Value)
        $ErrorActionPreference = 'Stop'
        $warnings = @()
        $json = Microsoft.PowerShell.Utility\ConvertTo-Json -InputObject $Value -Depth 100 -Compress `
            -WarningAction SilentlyContinue -WarningVariable warnings
        if ($warnings) { throw 'Nested too deep.' }
        $json
        """;

    /// <summary>What <c>ConvertFrom-Json</c> gives for each text.</summary>
    /// <param name="command">Whose runspace is used.</param>
    /// <param name="texts">Sound JSON.</param>
    /// <param name="keepLists">An array is one object; else it is what the shell's version makes of it.</param>
    /// <exception cref="FormatException">An object of PowerShell cannot hold it: names that differ by case only, for one.</exception>
    internal static Collection<PSObject> Read(PSCmdlet command, IReadOnlyCollection<string> texts, bool keepLists) =>
        Run(command, FromJson, texts, keepLists);

    /// <exception cref="FormatException">It is nested too deep, or holds what has no JSON.</exception>
    internal static string Write(PSCmdlet command, object value) => (string)Run(command, ToJson, value)[0].BaseObject;

    private static Collection<PSObject> Run(PSCmdlet command, string script, params object[] arguments)
    {
        try
        {
            return command.InvokeCommand.InvokeScript(script, useNewScope: true, PipelineResultTypes.None, null, arguments);
        }
        catch (RuntimeException refused) when (refused is not PipelineStoppedException)
        {
            // Its message may quote the text, which may hold people's names and addresses.
            throw new FormatException();
        }
    }
}
