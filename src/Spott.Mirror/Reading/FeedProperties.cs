using System;
using System.Collections.Generic;
using System.Text;
using Spott.Mirror.Fields;
using Spott.Records;

namespace Spott.Mirror.Reading;

/// <summary>The properties that the feed tells of: a dozen of names in all of its lines.</summary>
internal sealed class FeedProperties
{
    // The paths of additional properties may be many: what is beyond these is made anew each time.
    private const int MostKept = 32;

    private readonly List<FeedProperty> _kept = new();

    internal FeedProperty Of(ChangeSubject subject, ReadOnlySpan<byte> name)
    {
        foreach (FeedProperty kept in _kept)
        {
            if (kept.Subject == subject && name.SequenceEqual(kept.Text))
                return kept;
        }

        string text = Encoding.UTF8.GetString(name);
        FeedProperty property = new(subject, name.ToArray(), text, Subjects.KindOf(subject, text));
        if (_kept.Count < MostKept)
            _kept.Add(property);
        return property;
    }
}

/// <summary>A property of a subject.</summary>
/// <param name="Subject">Whose.</param>
/// <param name="Text">Its name as the feed has it, UTF-8.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How its values are kept.</param>
internal sealed record FeedProperty(ChangeSubject Subject, byte[] Text, string Name, FieldKind Kind);
