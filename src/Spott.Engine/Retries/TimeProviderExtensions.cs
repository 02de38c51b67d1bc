#if NET
using System;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Engine.Retries;

/// <summary>.NET's own members under the names that Microsoft.Bcl.TimeProvider gives them on .NET Framework.</summary>
internal static class TimeProviderExtensions
{
    internal static Task Delay(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken) =>
        Task.Delay(delay, time, cancellationToken);

    internal static CancellationTokenSource CreateCancellationTokenSource(this TimeProvider time, TimeSpan delay) => new(delay, time);
}
#endif
