using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Spott.Fakes;

/// <summary>An account whose opportunities change, and that lists them well or badly. It remembers what it sent.</summary>
public sealed class MirrorAccount : IResponder
{
    private readonly object _gate = new();
    private int _listings;

    /// <summary>What there is, in the order of the listing.</summary>
    public List<MirrorItem> Items { get; } = new();

    /// <summary>Items a page, whatever is asked for.</summary>
    public int PageSize { get; set; } = 3;

    /// <summary>What takes an item's place from a page on, by page number: it was changed while the run read.</summary>
    public Dictionary<int, List<MirrorItem>> ChangedAt { get; } = new();

    /// <summary>Ids that a run does not list although they are there.</summary>
    public HashSet<string> Skipped { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids that are listed once more at the end.</summary>
    public List<string> Repeated { get; } = new();

    /// <summary>The page, from 1, whose answer is broken, or 0 for none.</summary>
    public int BrokenPage { get; set; }

    /// <summary>What the broken page is: <c>refused</c>, <c>truncated</c>, <c>loop</c>, <c>nothing</c>.</summary>
    public string Breakage { get; set; } = "refused";

    /// <summary>Whether the last item of the listing has no id.</summary>
    public bool SendsMalformedItem { get; set; }

    /// <summary>Whether each listing, from its first page on, has other names than the one before: v1, v2, …</summary>
    public bool RenamesAllAtEachListing { get; set; }

    /// <summary>The server's clock; null for answers without a date.</summary>
    public DateTimeOffset? Now { get; set; } = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What was sent since the last <see cref="Forget"/>, in that order.</summary>
    public List<MirrorItem> Sent { get; } = new();

    /// <summary>What was asked for since then: the moment, or null for everything; once for each page.</summary>
    public List<string?> Asked { get; } = new();

    /// <summary>A new item with this id, which is given.</summary>
    public MirrorItem Add(string id)
    {
        MirrorItem item = new(id);
        Items.Add(item);
        return item;
    }

    /// <summary>The item with this id.</summary>
    public MirrorItem Item(string id) => Items.Single(item => item.Id == id);

    /// <summary>Forgets what was sent and asked, and every badness.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            Sent.Clear();
            Asked.Clear();
            Skipped.Clear();
            Repeated.Clear();
            ChangedAt.Clear();
            BrokenPage = 0;
            SendsMalformedItem = false;
        }
    }

    /// <summary>The account as a transport.</summary>
    public ScriptedHandler AsHandler() => new(this);

    /// <inheritdoc/>
    public Answer Respond(RecordedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_gate)
        {
            Answer answer = Page(request);
            return Now is { } now ? answer.WithDate(now) : answer;
        }
    }

    private Answer Page(RecordedRequest request)
    {
        string? since = request.Value("modifiedSince");
        Asked.Add(since);
        int page = int.Parse(request.Value("cursor") ?? "1", CultureInfo.InvariantCulture);
        if (RenamesAllAtEachListing && page == 1)
            RenameAll();
        List<MirrorItem> all = Items.Where(item => !Skipped.Contains(item.Id) && IsSince(item, since))
            .Concat(Items.Where(item => Repeated.Contains(item.Id) && !Skipped.Contains(item.Id) && IsSince(item, since)))
            .Select(
                item => ChangedAt.Where(change => change.Key <= page).SelectMany(change => change.Value).LastOrDefault(
                    changed => changed.Id == item.Id) ?? item)
            .ToList();
        if (SendsMalformedItem)
            all.Add(new MirrorItem(string.Empty));
        bool isLast = page * PageSize >= all.Count;
        if (page == BrokenPage)
        {
            if (Breakage == "refused")
                return Answer.Error(403, "no right to this", "r");
            if (Breakage == "truncated")
                return Answer.Truncated(Answer.Page(new[] { new MirrorItem("never").ToJson() }));
            if (Breakage == "nothing")
                return Answer.Empty(200);
            return Answer.Page(Array.Empty<string>(), "1", true);
        }

        List<MirrorItem> sent = all.Skip((page - 1) * PageSize).Take(PageSize).ToList();
        Sent.AddRange(sent.Where(item => item.Id.Length > 0).Select(item => item.Copy()));
        return Answer.Page(
            sent.Select(item => item.ToJson()).ToArray(), isLast ? null : (page + 1).ToString(CultureInfo.InvariantCulture), !isLast);
    }

    private void RenameAll()
    {
        _listings++;
        foreach (MirrorItem item in Items)
            item.Name = string.Create(CultureInfo.InvariantCulture, $"v{_listings} {item.Id}");
    }

    private static bool IsSince(MirrorItem item, string? since) =>
        since is null || item.ModifiedAt >= DateTimeOffset.Parse(since, CultureInfo.InvariantCulture);
}
