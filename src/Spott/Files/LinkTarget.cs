using System;
using System.Collections.Generic;
using System.IO;
using Spott.Errors;

namespace Spott.Files;

/// <summary>
/// Where a path leads to. What takes a file's place takes a link's place too if it is not followed before; and two runs that name one file
/// by two paths have to meet at one lock.
/// </summary>
internal static partial class LinkTarget
{
    private const int MostLinks = 40;

    /// <param name="path">Absolute; the file need not exist.</param>
    /// <exception cref="IOException">The links go round in a circle, or to where nothing can be.</exception>
    internal static string Of(string path) => Path.DirectorySeparatorChar == '\\' ? OnWindows(path) : OnUnix(path);

#if NET
    private static string OnWindows(string path)
    {
        FileInfo file = new(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    // Part by part, as the system does it. .NET takes the ".." of a target for the folder that stands before it in the text, which may be a
    // link itself.
    private static string OnUnix(string path)
    {
        Stack<string> parts = new();
        Push(parts, path);
        string place = "/";
        for (int links = 0; parts.Count > 0;)
        {
            string part = parts.Pop();
            if (part == "..")
            {
                place = Path.GetDirectoryName(place) ?? "/";
                continue;
            }

            string next = Path.Combine(place, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                place = next;
                continue;
            }

            if (++links > MostLinks)
                throw new IOException(FileWords.LinksInCircle);
            if (Path.IsPathRooted(target))
                place = "/";
            Push(parts, target);
        }

        return place;
    }

    private static void Push(Stack<string> parts, string path)
    {
        string[] names = path.Split('/');
        for (int index = names.Length - 1; index >= 0; index--)
        {
            if (names[index] is not ("" or "."))
                parts.Push(names[index]);
        }
    }
#else
    private static string OnUnix(string path) => path;
#endif
}
