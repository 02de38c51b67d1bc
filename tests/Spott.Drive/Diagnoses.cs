using System;
using System.Diagnostics;
using System.Threading;
using Spott.Connections;
using Spott.Ports;

namespace Spott.Drive;

/// <summary>Looks at the way as <c>Test-SpottConnection</c> does.</summary>
internal static class Diagnoses
{
    /// <summary>By the arguments of the connection; with stop, it is stopped after so many milliseconds.</summary>
    internal static void Run(Order order, Facts facts)
    {
        Uri uri = new(order["uri"]);
        ConnectionTestResult result = new() { BaseUri = uri };
        using CancellationTokenSource stop = new();
        if (order.Optional("stop") is not null)
            stop.CancelAfter(order.Number("stop", 0));
        Stopwatch clock = Stopwatch.StartNew();
        try
        {
            ConnectionSettings settings = Connections.Open(order).Settings;
            DiagnosisPort.Engine.DiagnoseAsync(result, settings, new RunState(new TransferStatistics()), new RunMessages(), stop.Token)
                .GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            facts["stopped"] = true;
        }

        facts["milliseconds"] = clock.ElapsedMilliseconds;
        facts["name"] = result.NameResolved;
        facts["tcp"] = result.TcpConnected;
        facts["tls"] = result.TlsTrusted;
        facts["subject"] = result.CertificateSubject;
        facts["status"] = (int?)result.StatusCode;
        facts["skew"] = result.ClockSkew?.TotalSeconds;
        facts["step"] = result.ProbeFailure?.Step;
        facts["detail"] = result.ProbeFailure?.Words;
        facts["call"] = result.CallFailure?.Kind;
    }
}
