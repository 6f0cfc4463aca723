using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Counterpoise.Federated.Methods;
using Counterpoise.Federated.Networks;
using Counterpoise.Federated.Rounds;
using Counterpoise.Learning.Sampling;
using Counterpoise.Randomness;
using Counterpoise.Torch;
using static TorchSharp.torch;

namespace Counterpoise.Bench.Federated;

/// <summary>
/// A simulated round of 40 clients beside the sum of their local epochs in a plain loop; the same bits for any number of workers; the
/// largest resident set by number of clients.
/// </summary>
internal static class FederatedBench
{
    private const int Clients = 40, Rows = 120, Side = 20, Classes = 10, Seed = 3;

    private static readonly FederatedOptions Options = new() { Rounds = 6, LocalEpochs = 2, BatchSize = 32, Seed = Seed };

    private static readonly int[] Workers = [2, 3], Federations = [10, 40, 160];

    internal static int Run(string[] arguments)
    {
        if (arguments is not ([] or ["--json"]))
        {
            throw new ArgumentException($"unknown options '{string.Join(' ', arguments)}'; expected --json or none");
        }

        // As the program does before its first tensor.
        KeptMemory.Keep();
        set_num_threads(1);
        var rows = Make(Clients, shared: false);
        _ = Plain(rows);

        // The least of five each: other programs only ever add to a time.
        var plain = Least(Enumerable.Range(0, Options.Rounds - 1).Select(_ => Plain(rows)).ToArray());
        var one = Simulate(rows, 1);
        var prints = Workers.ToDictionary(workers => workers, workers => Simulate(rows, workers));
        var memory = Federations.ToDictionary(clients => clients,
            clients => Measurement.OfProcess(Environment.ProcessPath!, "federated-worker",
                clients.ToString(CultureInfo.InvariantCulture)).PeakBytes / 1e6);
        var equal = prints.Values.All(run => run.Print == one.Print);
        if (arguments.Length > 0)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(new { clients = Clients, localEpochsSeconds = plain.Seconds, roundSeconds = one.Time.Seconds,
                    ratio = one.Time.Seconds / plain.Seconds, cpuRatio = one.Time.Cpu / plain.Cpu,
                        twoWorkersSeconds = prints[2].Time.Seconds, equalForAnyNumberOfWorkers = equal, peakMegabytesByClients = memory }));
            return 0;
        }

        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{Clients} clients of {Rows} rows, {Options.LocalEpochs} local epochs: plain loop "
                + $"{plain.Seconds:0.00} s, simulated round {one.Time.Seconds:0.00} s ({one.Time.Seconds / plain.Seconds:0.00} of it; of "
                + $"processor time {one.Time.Cpu / plain.Cpu:0.00}), with two workers {prints[2].Time.Seconds:0.00} s"));
        Console.WriteLine($"the same bits with 1, 2 and 3 workers: {equal}");
        Console.WriteLine(
            "largest resident set: "
                + string.Join(", ", memory.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Key} clients {m.Value:0} MB"))));
        return 0;
    }

    /// <summary>One process: a federation whose clients share their rows, so that what grows is not the data.</summary>
    internal static int Work(string clients)
    {
        KeptMemory.Keep();
        set_num_threads(1);
        var rows = Make(int.Parse(clients, CultureInfo.InvariantCulture), shared: true);
        Console.WriteLine(Measurement.Of(() => Simulate(rows, 1, rounds: 2)).ToJson());
        return 0;
    }

    private static (Times Time, string Print) Simulate(ClientData[] rows, int workers, int? rounds = null)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"counterpoise-federated-{Guid.NewGuid():N}");
        try
        {
            var marks = new Marks();
            var result = FederatedSimulation.RunAsync(rows, () => SmallNetworks.Convolutional(1, Classes), new FedAvg(),
                Options with { Rounds = rounds ?? Options.Rounds }, workers: workers, folder: folder, progress: marks).GetAwaiter()
                    .GetResult();

            // The first round makes the networks; each later one ends with its states on disk.
            return (Least(marks.Later), result.Model.Fingerprint());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The local epochs of all clients, one after the other, in one network, and nothing else.</summary>
    private static Times Plain(ClientData[] rows)
    {
        using var network = SmallNetworks.Convolutional(1, Classes);
        network.train();
        var start = Times.Now();
        foreach (var client in rows)
        {
            using var optimizer = optim.SGD(network.parameters(), Options.LearningRate, Options.Momentum);
            var batches = new ShuffledBatches(client.Count, Options.BatchSize, Seed);
            for (var epoch = 0; epoch < Options.LocalEpochs; epoch++)
            {
                foreach (var batch in batches.Batches(epoch))
                {
                    using var scope = NewDisposeScope();
                    var index = tensor(Array.ConvertAll(batch, row => (long)row));
                    optimizer.zero_grad();
                    var loss = nn.functional.cross_entropy(network.call(client.Inputs.index_select(0, index)).Logits,
                        tensor(Array.ConvertAll(batch, row => (long)client.Labels[row])));
                    loss.backward();
                    optimizer.step();
                    _ = loss.item<float>();
                }
            }
        }

        return Times.Now() - start;
    }

    private static Times Least(IEnumerable<Times> times) => new(times.Min(t => t.Seconds), times.Min(t => t.Cpu));

    /// <summary>Seconds of the clock, and of this process on processors.</summary>
    private readonly record struct Times(double Seconds, double Cpu)
    {
        public static Times Now() => new(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency,
            Environment.CpuUsage.TotalTime.TotalSeconds);

        public static Times operator -(Times left, Times right) => new(left.Seconds - right.Seconds, left.Cpu - right.Cpu);
    }

    private static ClientData[] Make(int clients, bool shared)
    {
        var first = Pictures(0);
        return [.. Enumerable.Range(0, clients)
            .Select(k => new ClientData($"{k:000}", shared ? first : Pictures((ulong)k),
                [.. Enumerable.Range(0, Rows).Select(i => (i + k) % Classes)], Classes))];
    }

    private static Tensor Pictures(ulong client)
    {
        var random = new RandomStream(client, "pictures");
        return tensor(Enumerable.Range(0, Rows * Side * Side).Select(_ => (float)random.NextNormal()).ToArray(), [Rows, 1, Side, Side]);
    }

    private sealed class Marks : IProgress<RoundResult>
    {
        private Times? _last;

        public List<Times> Later { get; } = [];

        public void Report(RoundResult value)
        {
            var now = Times.Now();
            if (_last is { } last)
            {
                Later.Add(now - last);
            }

            _last = now;
        }
    }
}
