using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Net;
using System.Security;
using Spott.Connections;
using Spott.Errors;

namespace Spott.Parameters;

/// <summary>Finds the key: a parameter, else the environment, else a person at the prompt.</summary>
internal static class ApiKeySource
{
    internal const string EnvironmentVariable = "SPOTT_API_KEY";

    internal static ApiKey FromParameter(PSCmdlet command, SecureString key) => Checked(command, Plain(key), "the parameter -ApiKey");

    /// <returns>Null when the variable is not set.</returns>
    internal static ApiKey? FromEnvironment(PSCmdlet command)
    {
        ApiKey? key = FindInEnvironment(out Failure? refusal);
        if (refusal is not null)
            command.Fail(refusal);
        return key;
    }

    /// <returns>Null when the variable is not set, or when its value was refused.</returns>
    internal static ApiKey? FindInEnvironment(out Failure? refusal)
    {
        refusal = null;
        return Environment.GetEnvironmentVariable(EnvironmentVariable) is { } text
            ? Checked(text, "the environment variable " + EnvironmentVariable, out refusal)
            : null;
    }

    /// <returns>Null where nobody could answer.</returns>
    internal static ApiKey? FromPrompt(PSCmdlet command)
    {
        if (!CanAnswer(command.Host))
            return null;

        // As Read-Host asks: a host that cannot, or may not (-NonInteractive), says so before it has written anything.
        FieldDescription question = new("Spott API key (Settings, API Keys)");
        question.SetParameterType(typeof(SecureString));
        Dictionary<string, PSObject> answers;
        try
        {
            answers = command.Host.UI.Prompt(string.Empty, string.Empty, new Collection<FieldDescription> { question });
        }
        catch (Exception refused) when (refused is InvalidOperationException or HostException or NotImplementedException)
        {
            return null;
        }

        if (answers is null || !answers.TryGetValue(question.Name, out PSObject? answer) || answer?.BaseObject is not SecureString key)
            return null;
        return Checked(command, Plain(key), "the prompt");
    }

    /// <summary>A prompt where nobody sits would hang a night's job.</summary>
    private static bool CanAnswer(PSHost host) =>
        Environment.UserInteractive
        // The ISE has no console that could be redirected, and says that it is.
        && (!Console.IsInputRedirected || host.Name == "Windows PowerShell ISE Host")
        && host.UI is not null
        && host.Name is not ("Default Host" or "ServerRemoteHost" or "PSThreadJobHost" or "PSTaskHost");

    private static ApiKey Checked(PSCmdlet command, string text, string source)
    {
        ApiKey? key = Checked(text, source, out Failure? refusal);
        if (key is null)
            command.Fail(refusal!);
        return key;
    }

    private static ApiKey? Checked(string text, string source, out Failure? refusal)
    {
        string key = text.Trim();
        refusal = ApiKey.Problem(key) is { } problem ? ConnectionErrors.InvalidApiKey(source, problem) : null;
        return refusal is null ? new ApiKey(key, source) : null;
    }

    private static string Plain(SecureString key) => new NetworkCredential(string.Empty, key).Password;
}
