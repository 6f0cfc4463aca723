using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Counterpoise.Learning.Scaling;
using Counterpoise.Torch;
using Counterpoise.Torch.Collectives;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Bench.Distributed;

/// <summary>
/// Steps of data-parallel training with one, two and three real processes beside what <see cref="ScalingSimulator"/> predicts of them from
/// one process and one link, and what it says of 8, 64 and 1,024.
/// </summary>
internal static class DistributedBench
{
    private const int Batch = 96, Steps = 60, Warm = 10, Width = 512, Inputs = 784;

    private static readonly int[] Ranks = [1, 2, 3], Asked = [2, 8, 64, 1024];

    internal static int Run(string[] arguments)
    {
        if (arguments is not ([] or ["--json"]))
        {
            throw new ArgumentException($"unknown options '{string.Join(' ', arguments)}'; expected --json or none");
        }

        var half = Measure(1, Batch / 2);
        var runs = Ranks.ToDictionary(ranks => ranks, ranks => Measure(ranks, Batch));
        var perRow = Math.Max(1e-9, (runs[1].Step - half.Step) / (Batch - (Batch / 2)));
        var known = new ScalingOptions
        {
            Ranks = 1,
            BatchSize = Batch,
            SecondsPerRow = perRow,
            SecondsPerStep = Math.Max(0, runs[1].Step - (perRow * Batch)),
            GradientBytes = runs[1].Bytes,
            Latency = runs[2].Short / 2,
            Bandwidth = runs[1].Bytes / Math.Max(1e-9, runs[2].Gradients - runs[2].Short),
            Jitter = runs[1].Jitter,
            SharedCores = Environment.ProcessorCount,

            // From two processes that compute side by side and send nothing.
            Contention = Math.Max(1, runs[2].Compute / half.Step),
        };
        var checks = runs.Select(run => (Ranks: run.Key, Measured: run.Value.Step,
            Predicted: ScalingSimulator.Run(Linked(known, run.Key, run.Value)).Seconds)).ToArray();

        // A core for each rank, and the measured link between all of them; the joined batch grows with the ranks, or stays.
        var asked = Asked.Select(ranks => (Ranks: ranks,
            Growing: ScalingSimulator.Run(known with { Ranks = ranks, BatchSize = Batch * ranks, SharedCores = null }),
            Fixed: ScalingSimulator.Run(known with { Ranks = ranks, SharedCores = null }))).ToArray();
        if (arguments.Length > 0)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                known,
                checks = checks.Select(c => new { c.Ranks, c.Measured, c.Predicted, ratio = c.Measured / c.Predicted }),
                predictions = asked.Select(a => new { a.Ranks, a.Growing, a.Fixed }),
            }));
            return 0;
        }

        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
                $"a step of one process: {known.SecondsPerStep * 1e3:0.00} ms and {known.SecondsPerRow * 1e6:0.0} us a row, jitter "
                    + $"{known.Jitter:0.00}; {known.GradientBytes / 1e6:0.0} MB of gradients; latency {known.Latency * 1e6:0.0} us, "
                    + $"{known.Bandwidth / 1e9:0.00} GB/s; two side by side compute {known.Contention:0.00} times as long"));
        foreach (var (ranks, measured, predicted) in checks)
        {
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"{ranks} processes on {Environment.ProcessorCount} cores: {measured * 1e3:0.0} ms a step, predicted "
                        + $"{predicted * 1e3:0.0} ms ({measured / predicted:0.00})"));
        }

        foreach (var (ranks, growing, whole) in asked)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"predicted for {ranks} ranks with a core each: {growing.Efficiency:P0} of linear with {Batch} rows a rank "
                + $"({growing.Seconds * 1e3:0.0} ms a step), {whole.Efficiency:P0} with {Batch} rows in all ({whole.Seconds * 1e3:0.0} "
                + $"ms); "
                + $"{growing.BytesPerRank / 1e6:0.0} MB a rank and step"));
        }

        return 0;
    }

    /// <summary>One rank: steps of a small network, and all-reduces alone; rank 0 prints a line.</summary>
    internal static int Work(string batch)
    {
        torch.set_num_threads(1);
        using var group = ProcessGroup.Join();
        using var model = new Sequential(new Linear(Inputs, Width), Activations.Relu(), new Linear(Width, Width), Activations.Relu(),
            new Linear(Width, 10)).Initialize(42);
        using var sgd = new Sgd(model.parameters(), new SgdOptions { LearningRate = 0.01 });
        using var averager = new GradientAverager(group, model.NamedParameters());
        var rows = (int.Parse(batch, CultureInfo.InvariantCulture) + group.Size - 1) / group.Size;
        using var inputs = torch.zeros(rows, Inputs);
        using var labels = torch.zeros(rows, torch.ScalarType.Int64);
        var steps = Times(group, () => Step(model, sgd, averager, inputs, labels));
        var bytes = model.parameters().Sum(parameter => parameter.numel()) * sizeof(float);
        var compute = Times(group, () => Step(model, sgd, null, inputs, labels));
        using var one = torch.zeros(2);
        var shorts = Times(group, () => group.AllReduce(one));
        using (torch.NewDisposeScope())
        {
            torch.nn.functional.cross_entropy(model.call(inputs), labels).backward();
        }

        // With what gathers the gradients into one message and spreads them again.
        var gradients = Times(group, averager.Average);
        if (group.Rank == 0)
        {
            var mean = steps.Average();
            Console.WriteLine(
                JsonSerializer.Serialize(new Figures(Median(steps), Math.Sqrt(steps.Average(t => (t - mean) * (t - mean))) / mean,
                    Median(shorts), Median(gradients), Median(compute), bytes)));
        }

        return 0;
    }

    private static void Step(Sequential model, Sgd sgd, GradientAverager? averager, torch.Tensor inputs, torch.Tensor labels)
    {
        using var scope = torch.NewDisposeScope();
        torch.nn.functional.cross_entropy(model.call(inputs), labels).backward();
        averager?.Average();
        sgd.Step();
        sgd.ZeroGrad();
    }

    private static double[] Times(ProcessGroup group, Action work)
    {
        using var start = torch.zeros(1);
        var times = new double[Steps];
        for (var i = -Warm; i < Steps; i++)
        {
            group.AllReduce(start);
            var clock = Stopwatch.GetTimestamp();
            work();
            if (i >= 0)
            {
                times[i] = Stopwatch.GetElapsedTime(clock).TotalSeconds;
            }
        }

        return times;
    }

    /// <summary>
    /// The link as all-reduces alone have it between so many ranks of this machine: with more ranks than cores each message also waits for
    /// its turn on a core.
    /// </summary>
    private static ScalingOptions Linked(ScalingOptions known, int ranks, Figures alone)
    {
        if (ranks == 1)
        {
            return known;
        }

        var messages = Math.Min(2 * (ranks - 1), 2 * Math.Ceiling(Math.Log2(ranks)));
        return known with
        {
            Ranks = ranks,
            Latency = alone.Short / messages,
            Bandwidth = 2 * (ranks - 1.0) / ranks * alone.Bytes / Math.Max(1e-9, alone.Gradients - alone.Short),
        };
    }

    private static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);

    private static Figures Measure(int ranks, int batch)
    {
        string[] root = Environment.IsPrivilegedProcess ? ["--allow-run-as-root"] : [];
        var start = new ProcessStartInfo("mpirun", [.. root, "--oversubscribe", "--bind-to", "none", "--mca", "mpi_yield_when_idle", "1",
            "--mca", "btl", "self,vader", "-n", $"{ranks}", Environment.ProcessPath!, "distributed-worker", $"{batch}"]) {
                RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = "1";

        // mpirun gives its ranks a terminal of their own, into which .NET would write what sets it up.
        start.Environment["TERM"] = "dumb";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("mpirun did not start: install openmpi-bin");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Figures>(output[output.LastIndexOf('{')..])!
            : throw new InvalidOperationException($"mpirun -n {ranks} ended with code {process.ExitCode}");
    }

    private sealed record Figures(double Step, double Jitter, double Short, double Gradients, double Compute, double Bytes);
}
