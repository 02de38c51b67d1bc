using System.Collections.Generic;
using System.Management.Automation;
using Spott.Connections;
using Spott.Errors;
using Spott.Parameters;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Commands;

/// <summary>
/// <c>Test-SpottConnection</c>: takes the way to the API step by step and says which step fails. Nothing that it is there to find is an
/// error; it changes no connection and never prompts.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "SpottConnection", HelpUri = OnlineHelp.Pages + "Test-SpottConnection.md")]
[OutputType(typeof(ConnectionTestResult))]
[OutputType(typeof(bool))]
public sealed class TestSpottConnectionCommand : ConnectedCommand
{
    private readonly List<string> _looked = new();
    private readonly ConnectionTestResult _result = new();

    /// <summary>Only say whether it works.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Tests.</summary>
    protected override void EndProcessing()
    {
        FailedConnect? failed = null;
        ConnectionSettings? settings = FindConnection() is { } connection ? Checked(connection)
            : (failed = CurrentConnection.LastFailure(SessionState)) is not null ? Tried(failed)
            : FromEnvironment();
        if (_result.BaseUri is not null)
        {
            RunMessages messages = new();
            RunState run = new((Connection ?? CurrentConnection.Get(SessionState))?.Statistics ?? new TransferStatistics());
            this.WaitFor(DiagnosisPort.Engine.DiagnoseAsync(_result, settings, run, messages, StopToken), messages, StopToken);
        }

        if (_result.Problem is null)
            Judge(lastConnectFailed: failed is not null);
        _result.KeySourcesChecked = new ValueList<string>(_looked);
        WriteObject(Quiet ? _result.Succeeded : _result);
    }

    private SpottConnection? FindConnection()
    {
        _looked.Add("the parameter -Connection: " + (Connection is null ? "not given" : "used"));
        if (Connection is not null)
            return Connection;

        SpottConnection? current = CurrentConnection.Get(SessionState);
        _looked.Add("the current connection: " + (current is null ? "none" : "used"));
        return current;
    }

    /// <summary>What the last <c>Connect-Spott</c> tried. Whatever else there is may belong to another account or lead elsewhere.</summary>
    /// <returns>Null when it had nothing to send yet.</returns>
    private ConnectionSettings? Tried(FailedConnect failed)
    {
        _looked.Add("the Connect-Spott that failed last: "
            + (failed.Settings is null ? "it had no address and key" : "its address and key are used"));
        _result.BaseUri = failed.Settings?.BaseUri;
        _result.KeySource = failed.Settings?.ApiKey.Source;
        if (failed.Settings is null)
            Found(RefusedInEnvironment() ?? ConnectionErrors.NotConnected(ConnectionFaults.LastConnectSentNothing));
        return failed.Settings;
    }

    /// <summary>What is wrong with the environment's variables, which may be why that attempt came to nothing.</summary>
    private static Failure? RefusedInEnvironment()
    {
        ApiKey? key = ApiKeySource.FindInEnvironment(out Failure? badKey);
        BaseAddress.Find(given: null, key, out Failure? badAddress);
        return badAddress ?? badKey;
    }

    /// <returns>Null when the connection was closed.</returns>
    private ConnectionSettings? Checked(SpottConnection connection)
    {
        _result.BaseUri = connection.BaseUri;
        _result.KeySource = connection.KeySource;
        if (!connection.IsClosed)
            return connection.Settings;
        Found(ConnectionErrors.NotConnected(ConnectionFaults.Closed));
        return null;
    }

    /// <returns>Null when there is no key, or none that can be used.</returns>
    private ConnectionSettings? FromEnvironment()
    {
        ApiKey? key = ApiKeySource.FindInEnvironment(out Failure? badKey);
        _result.BaseUri = BaseAddress.Find(given: null, key, out Failure? badAddress);
        _result.KeySource = key?.Source;
        string there = key is not null ? "used" : badKey is null ? "not set" : "refused";
        _looked.Add($"the environment variable {ApiKeySource.EnvironmentVariable}: {there}");

        if ((badAddress ?? badKey) is { } refusal)
            Found(refusal);
        else if (key is null)
            Found(ConnectionErrors.NotConnected(ConnectionFaults.NoneAndNoKey));
        return key is null || _result.BaseUri is null ? null : new ConnectionSettings(_result.BaseUri, key);
    }

    private void Judge(bool lastConnectFailed)
    {
        _result.Succeeded = _result.ProbeFailure is null && _result.CallFailure is null && !lastConnectFailed;
        Explanation? explanation = _result switch
        {
            { ProbeFailure: { } failure } => ConnectionVerdict.Probe(failure, _result.BaseUri!),
            { CallFailure: { } failure } => ConnectionVerdict.Call(failure),
            _ when lastConnectFailed => ConnectionVerdict.LastConnectFailed,
            { ClockSkew: { } skew } when !ConnectionVerdict.IsTolerable(skew) => ConnectionVerdict.Clock(skew),
            _ => null,
        };
        if (explanation is not null)
            Tell(explanation);
    }

    private void Found(Failure failure) => Tell(failure.Explanation);

    private void Tell(Explanation explanation)
    {
        _result.Problem = explanation.Problem;
        _result.Remedy = explanation.Remedy;
    }
}
