using System.Globalization;
using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Training;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Bench.Loading;

/// <summary>
/// Training on JPEG files of 500×400 pixels, decoded and augmented ahead of it, in turns with the same training on tensors in memory:
/// the ratio of the throughputs. An epoch of files is measured whole, with the wait for its first batch. The loader's threads and the
/// training share the cores.
/// </summary>
internal static class LoaderBench
{
    internal static int Run(string[] args)
    {
        var quick = args.Contains("--quick");
        int Number(string name, int value) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length
            ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : value;
        var (images, size, rounds, batch) = (Number("--images", 600), Number("--size", 224), Number("--rounds", quick ? 3 : 5),
            Number("--batch", 32));
        var perEpoch = Math.Min(images, Number("--per-epoch", quick ? 96 : 200));
        var method = Method.Named(args.Contains("--one-view") ? "la" : "acl");
        var folder = Directory.CreateTempSubdirectory("counterpoise-loader-").FullName;
        try
        {
            var bytes = PhotoFiles.Write(folder, images);
            Console.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{images} JPEG files of 500x400, {bytes / 1024:F0} KiB each; {perEpoch} in an "
                    + $"epoch, {size} "
                    + $"pixels, batch {batch}, {method.Name}, MobileNetV3-Large"));
            var ratios = Compare(ImageSource.Open(folder), method, size, perEpoch,
                new TrainerOptions { Epochs = 1, WarmUpEpochs = 0, BatchSize = batch }, rounds);
            RatioOutput.Write(ratios, args.Contains("--json"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Dictionary<string, double> Compare(ImageDataset files, Method method, int size, int perEpoch, TrainerOptions options,
        int rounds)
    {
        var pipeline = new AugmentationPipeline(AugmentationOptions.Contrastive(size));
        var parts = Enumerable.Range(0, files.Count).Chunk(perEpoch).Where(rows => rows.Length == perEpoch)
            .Select(rows => files.Subset(rows)).ToArray();
        ImageBatchSource Read(ImageDataset images, long cache) => new(images, pipeline, new ImageLoaderOptions { CacheBytes = cache });
        using var memory = new MemorySource(Read(parts[0], 0), method.Options.Contrastive == ContrastiveKind.None ? 1 : 2);
        var cached = Read(parts[0], 1L << 30);
        var counts = files.CountClasses();
        using var classifier =
            ImageClassifier.Create(new ModelCard { Architecture = "mobilenet-v3-large", ClassNames = files.ClassNames, ImageSize = size },
                0);
        Measurement Measure(IBatchSource source) => Measurement.Of(() => Train(classifier, method, counts, source, options));

        // Warm: code is compiled, memory is there, the cache is full.
        Measure(memory);
        Measure(cached);
        var (fromMemory, fromFiles, fromCache) = (new List<Measurement>(), new List<Measurement>(), new List<Measurement>());
        for (var round = 0; round < rounds; round++)
        {
            fromMemory.Add(Measure(memory));
            fromFiles.Add(Measure(Read(parts[round % parts.Length], 0)));
            fromCache.Add(Measure(cached));
            string Text(Measurement m) =>
                string.Create(CultureInfo.InvariantCulture, $"{perEpoch / m.WallSeconds:F1} images/s ({1e3 * m.CpuSeconds / perEpoch:F1} "
                    + $"ms of processor "
                    + $"an image)");
            Console.Error.WriteLine($"memory {Text(fromMemory[^1])}, files {Text(fromFiles[^1])}, cached {Text(fromCache[^1])}");
        }

        var (floor, read, cache) = (Measurement.Median(fromMemory), Measurement.Median(fromFiles), Measurement.Median(fromCache));
        return new()
        {
            ["loader_ratio"] = Math.Round(floor.WallSeconds / read.WallSeconds, 3),
            ["loader_cached_ratio"] = Math.Round(floor.WallSeconds / cache.WallSeconds, 3),
            ["loader_processor_ratio"] = Math.Round(floor.CpuSeconds / read.CpuSeconds, 3),
            ["loader_memory_images_per_second"] = Math.Round(perEpoch / floor.WallSeconds, 1),
        };
    }

    /// <summary>One epoch.</summary>
    private static void Train(ImageClassifier classifier, Method method, int[] counts, IBatchSource source, TrainerOptions options)
    {
        var objective = method.Objective(counts);
        using var head = objective.ContrastiveTerm is null ? null : new ProjectionHead(classifier.Network.EmbeddingSize).Initialize(0);
        using var trainer = new Trainer(classifier.Network, objective, head, options);
        trainer.Fit(source, validation: null);
    }
}
