using System.Diagnostics;
using System.Globalization;
using Counterpoise.Graph.Graphs;
using Counterpoise.Graph.Layers;
using Counterpoise.Graph.TimeAware;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Bench.Graphs;

/// <summary>
/// An epoch of two GraphSAGE layers on 519,000 edges both ways beside the same layers in libtorch's gather and index_add, neighbour
/// sampling in edges a second, the time of one event's score, and the largest resident set by number of edges.
/// </summary>
internal static class GraphBench
{
    private const int Nodes = 11_758, Edges = 519_000, Width = 64, Epochs = 5;

    private static readonly int[] Multiples = [1, 2, 4, 8];

    public static int Run(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine($"graph takes no arguments, '{args[0]}' was given");
            return 2;
        }

        torch.set_num_threads(1);
        var random = new RandomStream(1, "graph-bench");
        var relation = new Relation("edge", Draw(random, Edges), Draw(random, Edges)).Symmetric();
        Print("edges both ways", relation.Count);
        Layers(relation);
        Sampling(relation);
        Scoring();
        foreach (var times in Multiples)
        {
            var run = Measurement.OfProcess(Environment.ProcessPath!, "graph-worker", $"{times}");
            Print($"largest resident set, MB, {times} times the edges on as many nodes", run.PeakBytes / 1e6);
        }

        return 0;
    }

    /// <summary>One process: an epoch of the layers on several times the edges.</summary>
    public static int Work(string times)
    {
        torch.set_num_threads(1);
        var count = int.Parse(times, CultureInfo.InvariantCulture) * Edges;
        var random = new RandomStream(1, "graph-bench");
        Console.WriteLine(Measurement.Of(() =>
        {
            var edges = new EdgeSet(Nodes, new Relation("edge", Draw(random, count), Draw(random, count)));
            Epoch(x => EdgeSums.Mean(x, edges));
        }).ToJson());
        return 0;
    }

    private static void Layers(Relation relation)
    {
        var edges = new EdgeSet(Nodes, relation);
        double kernels = Epoch(x => EdgeSums.Mean(x, edges)), scatter = Epoch(x => ScatterSums.Sum(x, edges, Inverse(edges)));
        Print("epoch_kernels_s", kernels);
        Print("epoch_scatter_s", scatter);
        Print("epoch_ratio (aim at most 1.5)", kernels / scatter);
    }

    private static torch.Tensor Inverse(EdgeSet edges)
    {
        var weights = new float[edges.Count];
        for (var n = 0; n < edges.TargetCount; n++)
        {
            weights.AsSpan(edges.Incoming.Offsets[n]..edges.Incoming.Offsets[n + 1]).Fill(1f / Math.Max(1, edges.Incoming.Degree(n)));
        }

        return torch.tensor(weights);
    }

    private static double Epoch(Func<torch.Tensor, torch.Tensor> mean)
    {
        using Linear own = new Linear(10, Width).Initialize(1), neighbors = new Linear(10, Width).Initialize(2),
            last = new Linear(Width, Width).Initialize(3), head = new Linear(Width, 1).Initialize(4);
        var x = torch.ones(Nodes, 10) * torch.arange(Nodes).unsqueeze(1) / Nodes;
        var times = new List<double>();
        for (var epoch = 0; epoch < Epochs + 1; epoch++)
        {
            using var scope = torch.NewDisposeScope();
            var clock = Stopwatch.StartNew();
            var hidden = (own.forward(x) + mean(neighbors.forward(x))).relu();
            head.forward((hidden + mean(last.forward(hidden))).relu()).square().mean().backward();
            times.Add(clock.Elapsed.TotalSeconds);
        }

        return times.Skip(1).Min();
    }

    private static void Sampling(Relation relation)
    {
        var sampler = new NeighborSampler(Csr.Incoming(relation, Nodes), 10, 10);
        var random = new RandomStream(2, "neighbours");
        int[] order = [.. Enumerable.Range(0, Nodes)];
        random.Shuffle<int>(order);
        var (drawn, clock) = (0L, Stopwatch.StartNew());
        foreach (var batch in order.Chunk(256))
        {
            drawn += sampler.Sample(batch, random).Sources.Length;
        }

        Print("sampled edges a second and core (aim 1e6)", drawn / clock.Elapsed.TotalSeconds);
    }

    private static void Scoring()
    {
        const int count = 6000;
        var random = new RandomStream(3, "events");
        int[] rater = Draw(random, count, 300), ratee = Draw(random, count, 300);
        var events = new TimedEvents(["rater", "ratee"], [rater, ratee], [.. Enumerable.Range(0, count).Select(i => i * 5.0)],
            [.. Enumerable.Range(0, count).Select(i => ratee[i] < 30 ? 1 : 0)]);
        var graph = EventGraph.Build(events, EventRelation.Ratings, new EventFeatureOptions());
        using var model = TimeAwareTraining.Fit(graph, TimeSplit.Of(events.Labels, events.Times, 0.2, 0.2),
            new TimeAwareOptions { Epochs = 1, ContrastWeight = 0 }, 1);
        var scorer = new EventScorer(model, 2);
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var clock = Stopwatch.StartNew();
            scorer.Score(events[i]);
            times[i] = clock.Elapsed.TotalMilliseconds;
            scorer.Reveal(i, events.Labels[i]);
        }

        double[] warm = [.. times.Skip(1000).Order()];
        Print("score of an event, median ms (aim below 1)", warm[warm.Length / 2]);
        Print("score of an event, 99th percentile ms", warm[(int)(0.99 * warm.Length)]);
    }

    private static int[] Draw(RandomStream random, int count, int below = Nodes) =>
        [.. Enumerable.Range(0, count).Select(_ => (int)random.NextInteger(below))];

    private static void Print(string name, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:0.####}"));
}
