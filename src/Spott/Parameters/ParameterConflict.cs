using System;
using System.Management.Automation;
using Spott.Errors;

namespace Spott.Parameters;

/// <summary>
/// Parameters that exclude each other. PowerShell's own refusal, by parameter sets, does not say which ones: so each such parameter is,
/// hidden, in the other's set too, and is refused here.
/// </summary>
internal static class ParameterConflict
{
    /// <summary>Ends the command when the one parameter and any of the others were given. A switch given as false was not.</summary>
    internal static void RefuseTogether(this PSCmdlet command, string one, params string[] others)
    {
        if (IsGiven(command, one) && Array.Find(others, other => IsGiven(command, other)) is { } given)
            command.Fail(ArgumentErrors.NotTogether(one, given));
    }

    private static bool IsGiven(PSCmdlet command, string parameter) =>
        command.MyInvocation.BoundParameters.TryGetValue(parameter, out object? value) && value is not SwitchParameter { IsPresent: false };
}
