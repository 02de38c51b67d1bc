using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Spott.Hosts;

// usage: Rebind PACK SUBSTITUTES.dll TARGET FOLDER[;FOLDER...] ROOT...
// Writes the root assemblies, and all that they refer to and .NET's runtime pack lacks, into the target folder, bound to that pack.
string target = Directory.CreateDirectory(args[2]).FullName;
RuntimePack pack = new(args[0]);
AssemblyFolders folders = new([args[0], .. args[3].Split(';')]);
Rebinder rebinder = new(pack, folders, new Substitutes(args[1], folders));

Queue<string> waiting = new(args.Skip(4));
HashSet<string> seen = [.. waiting];
while (waiting.TryDequeue(out string? name))
{
    if (folders.Find(name) is not { } file)
        continue;
    foreach (string reference in rebinder.Rebind(file, Path.Combine(target, name + ".dll")))
    {
        if (!pack.Has(reference) && seen.Add(reference))
            waiting.Enqueue(reference);
    }
}

foreach (string problem in rebinder.Missing)
    Console.WriteLine(problem);
Console.WriteLine($"{seen.Count} assemblies, {rebinder.Rewritten} of them rewritten, {rebinder.Missing.Count} references left open.");
