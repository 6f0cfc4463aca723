using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Counterpoise.Cli;
using Counterpoise.Cli.Output;
using Counterpoise.Vision.Images;

namespace Counterpoise.Bench.Faults;

/// <summary>Damaged files of every reader, and kills at random moments, for as long as a person likes.</summary>
internal static class FaultsBench
{
    internal static int Run(string[] arguments)
    {
        var (seconds, seed) = (300, 1);
        string? program = null;
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var text = i + 1 < arguments.Length ? arguments[i + 1] : "";
            if (arguments[i] == "--program")
            {
                program = text;
                continue;
            }

            var value = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n
                : throw new ArgumentException($"faults: '{arguments[i]}' needs a whole number behind it");
            (seconds, seed) = arguments[i] switch
            {
                "--seconds" => (value, seed),
                "--seed" => (seconds, value),
                var other => throw new ArgumentException($"faults: there is no option '{other}'; expected --seconds, --seed or --program"),
            };
        }

        var folder = Directory.CreateTempSubdirectory("counterpoise-faults-").FullName;
        var faults = new List<string>();
        Kill(folder, program, seconds / 2, seed, faults);
        Damage(folder, seconds - (seconds / 2), seed, faults);
        foreach (var fault in faults) Console.WriteLine(fault);
        Console.WriteLine(faults.Count == 0 ? "no fault" : $"{faults.Count} faults; what brought them is in {folder}");
        if (faults.Count == 0) Directory.Delete(folder, recursive: true);
        return faults.Count == 0 ? 0 : 1;
    }

    private static void Kill(string folder, string? program, int seconds, int seed, List<string> faults)
    {
        var root = typeof(FaultsBench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(a => a.Key == "RepositoryRoot").Value!;
        var trials = new KillTrials(program ?? Path.Combine(root, "artifacts/bin/Counterpoise.Cli/release/counterpoise"),
            Directory.CreateDirectory(Path.Combine(folder, "kills")).FullName, Images(Path.Combine(folder, "images")),
            ["--size", "24", "--architecture", "small-cnn", "--width", "0.25", "--batch-size", "4", "--threads", "1",
                "--missing-class", "warn"]);
        var (clock, counts) = (Stopwatch.StartNew(), trials.Kinds.ToDictionary(k => k, _ => (Trials: 0, Kills: 0)));
        // However short the time: one trial of each.
        for (var i = 0; i < counts.Count || clock.Elapsed.TotalSeconds < seconds; i++)
        {
            var kind = trials.Kinds.ElementAt(i % counts.Count);
            var (kills, fault) = trials.Run(kind, (seed * 1_000_003) + i, kills: 1 + (i % 7));
            counts[kind] = (counts[kind].Trials + 1, counts[kind].Kills + kills);
            if (fault is not null) faults.Add(fault);
        }

        foreach (var (kind, (count, kills)) in counts) Console.WriteLine($"{kind}: {count} trials, {kills} kills");
    }

    private static void Damage(string folder, int seconds, int seed, List<string> faults)
    {
        var fuzz = new ReaderFuzz(Directory.CreateDirectory(Path.Combine(folder, "files")).FullName, InProcess);
        var clock = Stopwatch.StartNew();
        var (read, refused, found) = fuzz.Run(seed, _ => clock.Elapsed.TotalSeconds < seconds);
        Console.WriteLine($"{read + refused} damaged files of {fuzz.Kinds.Count()} kinds: {read} read, {refused} refused");
        faults.AddRange(found);
    }

    private static CommandResult InProcess(string[] line)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = Task.Run(() =>
        {
            Terminal.Capture(output, error);
            return CommandLine.RunAsync(line);
        }).GetAwaiter().GetResult();
        return new CommandResult(code, error.ToString());
    }

    /// <summary>Two classes of small images.</summary>
    internal static string Images(string folder)
    {
        for (var i = 0; i < 20; i++)
        {
            var image = new RgbImage(24, 24);
            for (var p = 0; p < image.Pixels.Length; p++) image.Pixels[p] = (byte)((p * (i + 5) % 199) + (i % 4 == 0 ? 50 : 0));
            var path = Path.Combine(folder, i % 4 == 0 ? "rare" : "common", $"{i:00}.png");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, ImageCodec.EncodePng(image));
        }

        return folder;
    }
}
