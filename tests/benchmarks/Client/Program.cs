using System.Diagnostics;
using Spott.Bench;

// Spott.Bench <reader> <address>: reads everything once, in a fresh process.
// Spott.Bench <reader>: reads once for each line of its standard input, which is an address; so it stays warm.
// Either way it prints one line of JSON a run.
Stopwatch clock = Stopwatch.StartNew();
IPageReader reader = args[0] switch
{
    "bytes" => new BytesReader(),
    "engine" => new EngineReader(),
    _ => throw new ArgumentException($"No reader is called '{args[0]}': bytes, engine."),
};
if (args.Length > 1)
{
    await Measurement.RunAsync(reader, new Uri(args[1]), clock, allocatedBefore: 0, cpuBefore: TimeSpan.Zero);
    return;
}

while (Console.In.ReadLine() is { } address)
{
    long allocated = GC.GetTotalAllocatedBytes(precise: true);
    TimeSpan cpu = Environment.CpuUsage.TotalTime;
    await Measurement.RunAsync(reader, new Uri(address), Stopwatch.StartNew(), allocated, cpu);
}
