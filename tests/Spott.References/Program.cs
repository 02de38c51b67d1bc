using System;
using System.IO;
using System.Linq;
using Spott.Hosts;
using Spott.References;

// usage: Spott.References ASSEMBLIES FOLDER...
// Checks every assembly of the first folder: what it refers to has to be in that folder or in one of the others, which hold the
// reference assemblies of where it will run. One line for each thing that is missing, then what was checked.
string[] files = Directory.GetFiles(args[0], "*.dll");
using AssemblyFolders folders = new(args);
ReferenceCheck check = new(folders);
foreach (string file in files.Order(StringComparer.Ordinal))
    check.Check(file);

foreach (string problem in check.Problems)
    Console.WriteLine(problem);
Console.WriteLine($"{files.Length} assemblies, {check.Types} types, {check.Members} members, {check.Problems.Count} problems");
return check.Problems.Count == 0 ? 0 : 1;
