using System.Globalization;
using Spott.Ports;

namespace Spott.Bench;

/// <summary>
/// Makes a mirror with years of daily runs, in each of which one in a hundred changed, by the code that writes every mirror.
/// </summary>
public static class MirrorHistory
{
    private const int FullEvery = 365;

    /// <summary>Makes it; the last run ends now.</summary>
    /// <param name="path">The file, absolute; it must not exist.</param>
    /// <param name="items">What the first run lists. They are changed.</param>
    /// <param name="days">How many runs follow it.</param>
    public static void Make(string path, Opportunity[] items, int days)
    {
        Random dice = new(20260101);
        // The server's descriptions come again every thousand items, and a text is kept once: nobody's account is so cheap.
        foreach (Opportunity one in items)
            one.Description += " " + one.Id;
        DateTimeOffset end = DateTimeOffset.UtcNow;
        Run(path, items, MirrorRunKind.Full, end.AddDays(-days));
        for (int day = 1; day <= days; day++)
        {
            Opportunity[] changed = dice.GetItems(items, items.Length / 100);
            foreach (Opportunity one in changed)
                Change(one, dice, day);
            // Most as deltas: what they write is the same, and a full run of each would take minutes.
            bool isFull = day % FullEvery == 0;
            Run(path, isFull ? items : changed, isFull ? MirrorRunKind.Full : MirrorRunKind.Delta, end.AddDays(day - days));
        }
    }

    private static void Change(Opportunity one, Random dice, int day)
    {
        switch (dice.Next(10))
        {
            case < 4:
                int stage = ((int)one.StageOrder.GetValueOrDefault() + 1) % 7;
                one.StageId = $"6f0e2c9a-1b7d-4f55-8a10-{stage:D12}";
                one.StageName = "Stage " + stage.ToString(CultureInfo.InvariantCulture);
                one.StageOrder = stage;
                one.StageIsOpen = stage < 5;
                break;
            case < 6:
                one.CloseDateUtc = new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc).AddDays(day + dice.Next(90));
                break;
            case < 9:
                one.NextTaskId = $"e7c05a64-3f19-4d2a-a8bb-{dice.NextInt64(1_000_000_000_000):D12}";
                one.NextTaskContent = "Call back about terms, " + day.ToString(CultureInfo.InvariantCulture);
                one.NextTaskDueDateUtc = new DateTime(2026, 1, 1, 9, 0, 0, DateTimeKind.Utc).AddDays(day + dice.Next(1, 20));
                break;
            default:
                // A note is added in front of what is there, and the oldest goes.
                string text = "Called on day " + day.ToString(CultureInfo.InvariantCulture) + ". " + one.Description;
                one.Description = text.Length > 2_000 ? text[..2_000] : text;
                break;
        }
    }

    private static void Run(string path, Opportunity[] listed, MirrorRunKind kind, DateTimeOffset completedAt)
    {
        using MirrorWriter writer = MirrorPort.Mirrors.OpenWriter(path);
        foreach (Opportunity one in listed)
            writer.Add(one);
        writer.Commit(new MirrorRunEnd
        {
            Kind = kind,
            Status = MirrorRunStatus.Complete,
            StartedAt = completedAt.AddSeconds(-40),
            CompletedAt = completedAt,
            Watermark = completedAt.AddSeconds(-40),
            RequestCount = (listed.Length + 49) / 50,
            BaseAddress = "https://api.gospott.com/",
            KeyFingerprint = "benchmark",
        });
    }
}
