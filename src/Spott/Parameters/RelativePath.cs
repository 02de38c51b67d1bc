using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Spott.Errors;

namespace Spott.Parameters;

/// <summary>
/// Judges the path of a request, so that nothing that a person or a data file puts there takes the key anywhere else: what is doubtful in
/// any reading, also in one that decodes it again, is refused rather than repaired.
/// </summary>
internal static class RelativePath
{
    private const int MaxDecodings = 4;

    /// <summary>Throws on what is no UTF-8, so that no server can read a slash where we saw none.</summary>
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Why a path is refused; null when it stays below the base address.</summary>
    internal static PathProblem? Problem(string path)
    {
        if (path.Any(char.IsWhiteSpace))
            return PathProblem.Whitespace;
        if (path.Any(character => character is '?' or '#'))
            return PathProblem.QueryOrFragment;
        for (int at = path.IndexOf('%'); at >= 0; at = path.IndexOf('%', at + 1))
        {
            if (!IsEscape(path, at))
                return PathProblem.StrayPercent;
        }

        try
        {
            string text = path;
            for (int decoding = 0; decoding <= MaxDecodings; decoding++)
            {
                if ((ProblemAsRead(text) ?? ProblemAsRead(text.Normalize(NormalizationForm.FormKC))) is { } problem)
                    return problem;
                string decoded = Decode(text);
                if (decoded.Count(IsSlash) > text.Count(IsSlash))
                    return PathProblem.EncodedSlash;
                if (decoded == text)
                    return null;
                text = decoded;
            }
        }
        catch (ArgumentException)
        {
            return PathProblem.NotUtf8;
        }

        return PathProblem.EncodedOverAndOver;
    }

    /// <summary>The path without the slash that API documentation puts before it.</summary>
    internal static string WithoutLeadingSlash(string path) => path.Length > 0 && path[0] == '/' ? path.Substring(1) : path;

    private static PathProblem? ProblemAsRead(string text)
    {
        if (text.IndexOf('\\') >= 0)
            return PathProblem.Backslash;
        if (text.Any(character => char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            return PathProblem.ControlCharacter;

        string[] segments = WithoutLeadingSlash(text).Split('/');
        if (segments[0].Any(character => character is ':' or '@'))
            return PathProblem.Address;
        // A slash at the end leaves an empty segment there, which is harmless.
        if (segments.Take(segments.Length - 1).Any(segment => segment.Length == 0))
            return PathProblem.EmptySegment;
        // Some servers cut off what follows a semicolon before they look for dots.
        if (segments.Any(segment => segment.Split(';')[0] is "." or ".."))
            return PathProblem.DotSegment;
        return null;
    }

    private static bool IsSlash(char character) => character == '/';

    private static bool IsEscape(string text, int at) =>
        at + 2 < text.Length && Uri.IsHexDigit(text[at + 1]) && Uri.IsHexDigit(text[at + 2]);

    private static string Decode(string text)
    {
        List<byte> bytes = new(text.Length);
        for (int from = 0; from < text.Length;)
        {
            if (text[from] == '%' && IsEscape(text, from))
            {
                bytes.Add(byte.Parse(text.Substring(from + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                from += 3;
                continue;
            }

            int end = text.IndexOf('%', from + 1);
            bytes.AddRange(Strict.GetBytes(text.Substring(from, (end < 0 ? text.Length : end) - from)));
            from = end < 0 ? text.Length : end;
        }

        return Strict.GetString(bytes.ToArray());
    }
}
