using System;
using System.Globalization;
using Spott.Connections;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Drive;

/// <summary>Writes and reads checkpoints as a run does.</summary>
internal static class Checkpoints
{
    /// <summary>By path, step (read, leave, save, drop) and count: what the checkpoint then says, or why it could not be used.</summary>
    internal static void Run(Order order, Facts facts)
    {
        try
        {
            CheckpointPort port = CheckpointPort.Engine;
            using CheckpointFile file = port.Open(port.Locate(order["path"]));
            facts["before"] = file.Read()?.ItemCount;
            Take(order, file, facts);
            Checkpoint? now = file.Read();
            facts["count"] = now?.ItemCount;
            facts["pending"] = file.ReadPending()?.ItemCount;
            facts["watermark"] = now?.Watermark.UtcDateTime.ToString("o", CultureInfo.InvariantCulture);
            facts["company"] = now is null ? null : string.Join(" ", now.CompanyIds);
            facts["same-key"] = now is not null && port.IsFingerprintOf(new ApiKey(Connections.Key, "the test"), now.KeyFingerprint);
            facts["other-key"] = now is not null && port.IsFingerprintOf(new ApiKey("another-key-1", "the test"), now.KeyFingerprint);
        }
        catch (CheckpointException refused)
        {
            facts["problem"] = refused.Problem;
        }
    }

    /// <summary>Holds one checkpoint while it opens it a second time.</summary>
    internal static void Hold(Order order, Facts facts)
    {
        using CheckpointFile held = CheckpointPort.Engine.Open(order["path"]);
        Run(order, facts);
    }

    private static void Take(Order order, CheckpointFile file, Facts facts)
    {
        switch (order["step"])
        {
            case "leave":
                file.LeavePending(Next(order));
                break;
            case "save":
                facts["protected"] = file.Save(file.ReadPending()!);
                break;
            case "drop":
                facts["dropped"] = file.DropPending();
                break;
        }
    }

    private static Checkpoint Next(Order order) => new()
    {
        BaseAddress = "https://api.gospott.com/",
        CompanyIds = new[] { "a", "ü" },
        KeyFingerprint = CheckpointPort.Engine.Fingerprint(new ApiKey(Connections.Key, "the test")),
        Watermark = new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero),
        CompletedAt = DateTimeOffset.UtcNow,
        ItemCount = order.Number("count", 0),
        RunId = "run-" + order.Number("count", 0),
    };
}
