using System;

namespace Spott.Mirror.Database;

/// <summary>Moments as the database has them: ticks of 100 ns since the year 1, UTC.</summary>
internal static class Moments
{
    internal static long Of(DateTimeOffset moment) => moment.UtcTicks;

    internal static DateTime Local(long ticks) => new DateTime(ticks, DateTimeKind.Utc).ToLocalTime();

    internal static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);
}
