using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace Spott.Errors;

/// <summary>How a cmdlet of the module fails: in a way that no script overlooks.</summary>
internal static class CommandFailure
{
    /// <summary>Ends the command with an error that stands whatever the caller's preferences are.</summary>
    [DoesNotReturn]
    internal static void Fail(this PSCmdlet command, Failure failure)
    {
        ErrorRecord record = failure.ToRecord();
        // With Stop bound, a ThrowTerminatingError ends the statement only: the script would go on and exit with 0.
        if (Bound(command, "ErrorAction") == ActionPreference.Stop)
        {
            command.WriteError(record);
        }
        else if (IsSilent(InScope(command, "ErrorActionPreference")))
        {
            // The shell would swallow the error, and the caller would take what came so far for everything.
            // Where warnings are hidden too, or would end the command in place of the error, it goes to the host itself.
            if ((Bound(command, "WarningAction") ?? InScope(command, "WarningPreference")) == ActionPreference.Continue)
                command.WriteWarning(record.Exception.Message);
            else
                command.Host?.UI?.WriteWarningLine(record.Exception.Message);
        }

        command.ThrowTerminatingError(record);
        throw record.Exception;
    }

    private static bool IsSilent(ActionPreference? preference) =>
        preference is ActionPreference.SilentlyContinue or ActionPreference.Ignore;

    private static ActionPreference? Bound(PSCmdlet command, string parameter) =>
        command.MyInvocation.BoundParameters.TryGetValue(parameter, out object? value) ? Preference(value) : null;

    private static ActionPreference? InScope(PSCmdlet command, string variable) => Preference(command.GetVariableValue(variable));

    private static ActionPreference? Preference(object? value) =>
        LanguagePrimitives.TryConvertTo(value, out ActionPreference preference) ? preference : null;
}
