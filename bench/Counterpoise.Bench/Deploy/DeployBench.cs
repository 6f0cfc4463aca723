using System.Diagnostics;
using System.Globalization;
using Counterpoise.Bench.Loading;
using Counterpoise.Deploy.Onnx;
using Counterpoise.LayerGraphs;
using Counterpoise.Serving;
using Counterpoise.Torch;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Counterpoise.Bench.Deploy;

/// <summary>
/// Predicting JPEG images in memory: the trainer's forward pass beside ONNX Runtime (<c>predict_fp32_vs_onnxruntime</c>, processor seconds
/// of theirs over ours, both decoding by the same code), and the server beside the bare session. Which sides run takes turns; medians are
/// given.
/// </summary>
internal static class DeployBench
{
    private const int Batch = 32, ServedBatch = 16;

    internal static int Run(string[] args)
    {
        int Number(string name, int value) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length
            ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : value;
        var quick = args.Contains("--quick");
        KeptMemory.Keep();
        var (size, rounds) = (Number("--size", 224), Number("--rounds", quick ? 3 : 7));
        using var classifier = ImageClassifier.Create(new ModelCard { Architecture = Array.IndexOf(args, "--network") is >= 0 and var at
            ? args[at + 1] : "mobilenet-v3-large", ClassNames = ["a", "b", "c", "d", "e"], ImageSize = size }, 0);
        classifier.Network.eval();
        var file = Path.Combine(Directory.CreateTempSubdirectory("counterpoise-deploy-").FullName, "model.onnx");
        try
        {
            File.WriteAllBytes(file, Export(classifier));
            var photos = Enumerable.Range(0, Batch).Select(PhotoFiles.Encode).ToArray();
            var ratios = Predict(classifier, file, photos, rounds);
            foreach (var (name, value) in Serve(file, photos, Number("--seconds", quick ? 3 : 10), Number("--requests", quick ? 300 : 2000),
                size).GetAwaiter().GetResult()) ratios[name] = value;
            RatioOutput.Write(ratios, args.Contains("--json"));
            return 0;
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    private static byte[] Export(ImageClassifier classifier)
    {
        var n = classifier.Normalization;
        var scale = n.Deviation.Select(d => (float)(1 / (255 * d))).ToArray();
        var shift = n.Mean.Zip(n.Deviation).Select(p => (float)(-p.First / p.Second)).ToArray();
        var graph = classifier.Network.Describe(classifier.Card.ImageSize, new ScaleLayer(0, scale, shift));
        return OnnxExporter.Export(graph, new OnnxExportOptions { Classes = classifier.Card.ClassNames,
            Metadata = new Dictionary<string, string> { ["architecture"] = classifier.Card.Architecture, ["crop"] = "Center" } });
    }

    private static Dictionary<string, double> Predict(ImageClassifier classifier, string file, byte[][] photos, int rounds)
    {
        using var session = new InferenceSession(file);
        double[] Ours()
        {
            using var batch = Decode(photos, classifier.Evaluation, classifier.Normalization);
            using var scope = torch.NewDisposeScope();
            using var unrecorded = torch.no_grad();
            return classifier.Network.Predict(batch.ToTensor().Clone(MemoryFormat.ChannelsLast)).Logits.Double().Softmax(1)
                .ToArray<double>();
        }

        double[] Theirs()
        {
            using var batch = Decode(photos, classifier.Evaluation, Normalization.ZeroTo255);
            return Run(session, batch);
        }

        // Both sides are measured when they are compiled and their memory is there.
        for (var i = 0; i < 5; i++)
        {
            Ours();
            Theirs();
        }

        var far = Ours().Zip(Theirs(), (a, b) => Math.Abs(a - b)).Max();
        if (far > 1e-3) throw new InvalidOperationException(
            FormattableString.Invariant($"the sides differ by {far}: they do not compute the same"));
        var (ours, theirs) = (new List<Measurement>(), new List<Measurement>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(Measurement.Of(() => Ours()));
            theirs.Add(Measurement.Of(() => Theirs()));
        }

        var (a, b) = (Measurement.Median(ours), Measurement.Median(theirs));
        Console.Error.WriteLine(FormattableString.Invariant(
            $"{photos.Length} JPEG images of 500x400: ours {a.CpuSeconds:F3} processor seconds ({a.WallSeconds:F3} s), ")
            + FormattableString.Invariant($"ONNX Runtime {b.CpuSeconds:F3} ({b.WallSeconds:F3} s)"));
        return new()
        {
            ["predict_fp32_vs_onnxruntime"] = Math.Round(b.CpuSeconds / a.CpuSeconds, 3),
            ["predict_fp32_vs_onnxruntime_wall"] = Math.Round(b.WallSeconds / a.WallSeconds, 3),
        };
    }

    private static async Task<Dictionary<string, double>> Serve(string file, byte[][] photos, int seconds, int requests, int size)
    {
        var found = new Dictionary<string, double>();
        var server = await ModelServer.StartAsync(new ServingOptions { Model = file, Port = 0, BatchSize = ServedBatch });
        await using (server)
        {
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 })
            { BaseAddress = new Uri(server.Address) };
            await Load(client, photos, 8, 32, TimeSpan.Zero);
            foreach (var clients in (int[])[1, 8, 64])
            {
                // Beside each other, since a machine that others use is not equally fast for long.
                var bare = Bare(file, photos, seconds, size, Math.Min(clients, ServedBatch));
                found[$"serve_{clients}_bare_per_second"] = Math.Round(bare, 2);
                var (rate, latencies) = await Load(client, photos, clients, 0, TimeSpan.FromSeconds(seconds));
                double At(double share) => Math.Round(1e3 * latencies[(int)(share * (latencies.Length - 1))], 1);
                found[$"serve_{clients}_per_second"] = Math.Round(rate, 2);
                found[$"serve_{clients}_p50_ms"] = At(0.5);
                found[$"serve_{clients}_p99_ms"] = At(0.99);
                found[$"serve_{clients}_vs_bare"] = Math.Round(rate / bare, 3);
            }

            var before = Resident();
            await Load(client, photos, 8, requests, TimeSpan.Zero);
            found["serve_requests"] = requests;
            found["serve_growth_mb"] = Math.Round((Resident() - before) / 1e6, 1);
        }

        return found;
    }

    /// <summary>Images a second of the session alone, as many together as clients could give it, decoding by the same code.</summary>
    private static double Bare(string file, byte[][] photos, int seconds, int size, int together)
    {
        using var session = new InferenceSession(file);
        var pipeline = new AugmentationPipeline(AugmentationOptions.Evaluation(size, CropRule.Center));
        var images = 0;
        void One()
        {
            foreach (var part in photos.Chunk(together))
            {
                using var batch = Decode(part, pipeline, Normalization.ZeroTo255);
                Run(session, batch);
                images += part.Length;
            }
        }

        One();
        images = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds) One();
        return images / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Clients that each ask again as soon as they are answered, for a time or a number of requests.</summary>
    private static async Task<(double Rate, double[] Latencies)> Load(HttpClient client, byte[][] photos, int clients, int requests,
        TimeSpan time)
    {
        var (asked, latencies, watch) = (0, new System.Collections.Concurrent.ConcurrentBag<double>(), Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref asked) is var number && (requests > 0 ? number <= requests : watch.Elapsed < time))
            {
                var start = watch.Elapsed;
                using var content = new ByteArrayContent(photos[number % photos.Length]);
                using var answer = await client.PostAsync(new Uri("/v1/predict", UriKind.Relative), content);
                answer.EnsureSuccessStatusCode();
                latencies.Add((watch.Elapsed - start).TotalSeconds);
            }
        })));
        return (latencies.Count / watch.Elapsed.TotalSeconds, [.. latencies.Order()]);
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static ImageBatch Decode(byte[][] photos, AugmentationPipeline pipeline, Normalization normalization)
    {
        ImageSample[] samples = [.. photos.Select((bytes, i) => new ImageSample(i, new PhotoBytes(bytes), 0))];
        var loader = new ImageLoader(new ImageDataset("photos", ["a", "b", "c", "d", "e"], samples), pipeline,
            new ImageLoaderOptions { Normalization = normalization });
        return loader.Load(ImageLoader.InOrder(photos.Length, photos.Length), 0).Single();
    }

    private static double[] Run(InferenceSession session, ImageBatch batch)
    {
        var tensor = new DenseTensor<float>(batch.Pixels, [batch.Count, 3, batch.Size, batch.Size]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("input", tensor)]);
        return [.. results[0].AsEnumerable<float>().Select(p => (double)p)];
    }
}
