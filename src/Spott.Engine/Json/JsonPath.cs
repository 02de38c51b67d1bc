using System;

namespace Spott.Engine.Json;

/// <summary>Paths of names: <c>company.extra</c> is the member of an object, <c>['company.extra']</c> one name.</summary>
internal static class JsonPath
{
    private static readonly char[] Signs = { '.', '[', ']', '\'' };

    /// <param name="parent">Path of the object that it is in; empty for the record itself.</param>
    /// <param name="name">One name; it may hold what a path is made of, and then is put between brackets so that no other path is the
    /// same.</param>
    internal static string Of(string parent, string name)
    {
        if (name.IndexOfAny(Signs) >= 0)
            return parent + "['" + name.Replace("\\", "\\\\").Replace("'", "\\'") + "']";
        return parent.Length == 0 ? name : parent + "." + name;
    }
}
