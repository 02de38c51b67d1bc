using System;
using System.Threading;
using Spott.Engine.Json;
using Spott.Engine.Paging;

namespace Spott.Engine.Opportunities;

/// <summary>
/// Compiles the reader while the process's first request is on its way: most of a first page's time is the compiler's, and the wire leaves
/// room for it. Not before: until then both processors are busy with the request.
/// </summary>
internal static class ReaderWarmUp
{
    private static int _isStarted;

    private static ReadOnlySpan<byte> Sample =>
        """
        {"items":[{"id":"a","name":{"viewType":"opportunityName","name":"n"},"description":{"viewType":"opportunityDescription","description":"d"},
        "stage":{"stage":{"id":"s","name":"n","order":1,"isOpen":true}},"company":{"company":{"id":"c","name":"n"}},
        "owner":{"owner":{"id":"o","name":"n","avatarUrl":"u","deactivatedAt":"2024-01-01T00:00:00Z"}},
        "closeDate":{"closeDate":{"target":"2024-01-01T00:00:00Z"}},"createdAt":{"createdAt":"2024-01-01T00:00:00Z"},
        "clientTeam":{"clientTeam":[{"id":"p","firstName":"f","emails":[{"purpose":"w","email":"e","isPrimary":true}],
        "phoneNumbers":[{"purpose":"w","phoneNumber":"1","isPrimary":true}]}]},"nextTaskDue":{"nextTaskDue":null}}],
        "pagination":{"cursor":"c","hasMore":true}}
        """u8;

    /// <summary>Once a process, on this thread.</summary>
    internal static void Run()
    {
        if (Interlocked.Exchange(ref _isStarted, 1) != 0)
            return;
        CursorScan.Find(Sample);
        new OpportunityPageReader(new SharedStrings(), pageNumber: 0, wantsSource: false).Read(Sample);
    }
}
