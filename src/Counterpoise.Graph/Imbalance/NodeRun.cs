using Counterpoise.Graph.Graphs;
using Counterpoise.Graph.Layers;
using Counterpoise.Learning.Sampling;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Torch;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Graph.Imbalance;

/// <summary>The state of one training of a node classifier.</summary>
internal sealed class NodeRun
{
    private const int MostPairs = 4096;
    private readonly NodeOptions _options;
    private readonly NodeNetwork _network;
    private readonly ulong _seed;
    private readonly int[] _labels, _training, _minority;
    private readonly Tensor _features, _rows, _targets, _weights;
    private readonly IBatchSampler? _batches;
    private EdgeSet _used;
    private Dictionary<string, Tensor> _filter = [];

    internal NodeRun(GraphData graph, Split split, int[] labels, NodeOptions options, ulong seed, NodeNetwork network)
    {
        (_options, _network, _seed, _labels, _training) = (options, network, seed, labels, split.Train);
        _minority = [.. split.Train.Where(i => labels[i] == 1)];
        int[] sources = [.. graph.Relations.SelectMany(r => r.Sources)], targets = [.. graph.Relations.SelectMany(r => r.Targets)];
        Edges = Csr.Incoming(graph.NodeCount, sources, targets);
        _used = new EdgeSet(graph.NodeCount, graph.NodeCount, sources, targets);
        Scaling = NodeScaling.Fit(graph.Features, split.Train);
        _features = Scaling.Apply(graph.Features);
        _rows = Tensor.FromArray(Array.ConvertAll(split.Train, i => (long)i));
        _targets = Tensor.FromArray(Array.ConvertAll(split.Train, i => (float)labels[i]));
        double share = (double)_minority.Length / split.Train.Length;
        _weights = Tensor.FromArray(options.Method switch
        {
            NodeMethod.Topology => [.. TopologyWeights.Compute(graph, split.Train).Select(w => (float)w)],
            NodeMethod.Weighted => Array.ConvertAll(split.Train, i => (float)(0.5 / (labels[i] == 1 ? share : 1 - share))),
            _ => Array.ConvertAll(split.Train, _ => 1f),
        });
        _batches = options.BatchSize == 0 ? null
            : options.ClassAware ? new ClassAwareBatches(Array.ConvertAll(split.Train, i => labels[i]), options.BatchSize, seed)
            : new ShuffledBatches(split.Train.Length, options.BatchSize, seed);
    }

    internal Csr Edges { get; }

    internal NodeScaling Scaling { get; }

    internal int[] Degrees() => [.. Enumerable.Range(0, Edges.NodeCount).Select(Edges.Degree)];

    /// <summary>Chooses neighbours anew by the score as it stands.</summary>
    internal void Refresh()
    {
        if (_options.Method is not (NodeMethod.LabelBalanced or NodeMethod.SimilarityFilter))
        {
            return;
        }

        double[] scores;
        using (torch.no_grad())
        {
            scores = _network.Score(_features).sigmoid().to_type(ScalarType.Float64).ToArray<double>();
        }

        _filter = Copy(_network.state_dict().Where(p => NodeNetwork.IsScore(p.Key)));
        var balanced = _options.Method == NodeMethod.LabelBalanced;
        var (sources, targets) = NeighborFilter.Apply(Edges, scores, _options.KeptNeighbors, balanced ? _minority : [],
            balanced ? _options.AddedNeighbors : 0);
        _used = new EdgeSet(Edges.NodeCount, Edges.NodeCount, sources, targets);
    }

    internal void Step(int epoch, Adam optimizer)
    {
        if (_batches is not null)
        {
            StepByBatches(epoch, optimizer);
            return;
        }

        using var scope = torch.NewDisposeScope();
        _network.train();
        optimizer.ZeroGrad();
        var hidden = _network.Hidden(_features, _used);
        var loss = _options.Method == NodeMethod.GraphSmote && _minority.Length > 1 ? Smote(epoch, hidden)
            : Plain(epoch, _network.Logits(hidden, _used));
        if (_options.Method is NodeMethod.LabelBalanced or NodeMethod.SimilarityFilter)
        {
            loss += Weighed(_network.Score(_features).index_select(0, _rows), _targets, Balance());
        }

        loss.backward();
        optimizer.Step();
    }

    /// <summary>Steps over batches of training nodes, each with two hops of neighbours that are drawn.</summary>
    private void StepByBatches(int epoch, Adam optimizer)
    {
        _network.train();
        var sampler = new NeighborSampler(Edges, _options.FanOuts.First, _options.FanOuts.Second);
        var random = new RandomStream(_seed, "neighbours", (ulong)epoch);
        foreach (var places in _batches!.Batches(epoch))
        {
            using var scope = torch.NewDisposeScope();
            optimizer.ZeroGrad();
            int[] wanted = [.. places.Distinct().Select(place => _training[place])];
            var drawn = sampler.Sample(wanted, random);
            var row = wanted.Select((node, at) => (node, at)).ToDictionary(pair => pair.node, pair => (long)pair.at);

            // The outer layer reads the last draw, which reaches every node of the first; the inner one the first draw.
            var (nodes, first) = (drawn.Nodes.Length, drawn.EdgesByHop[1]);
            var outer = new EdgeSet(nodes, nodes, drawn.Sources.AsSpan(first), drawn.Targets.AsSpan(first));
            var inner = new EdgeSet(nodes, nodes, drawn.Sources.AsSpan(0, first), drawn.Targets.AsSpan(0, first));
            var features = _features.index_select(0, Tensor.FromArray(Array.ConvertAll(drawn.Nodes, n => (long)n)));
            var logits = _network.Logits(_network.Hidden(features, outer), inner)
                .index_select(0, Tensor.FromArray(Array.ConvertAll(places, place => row[_training[place]])));
            var index = Tensor.FromArray(Array.ConvertAll(places, place => (long)place));
            Weighed(logits, _targets.index_select(0, index), _weights.index_select(0, index)).backward();
            optimizer.Step();
        }
    }

    internal double[] Scores()
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        _network.eval();
        return _network.Logits(_network.Hidden(_features, _used), _used).to_type(ScalarType.Float64).ToArray<double>();
    }

    /// <summary>
    /// The weights with which <see cref="Scores"/> can be had again: those of the network, but of the score that chose neighbours as they
    /// were when it chose.
    /// </summary>
    internal Dictionary<string, Tensor> Weights()
    {
        var weights = Copy(_network.state_dict());
        foreach (var (name, value) in _filter)
        {
            weights[name] = value;
        }

        return weights;
    }

    private static Dictionary<string, Tensor> Copy(IEnumerable<KeyValuePair<string, Tensor>> weights) =>
        weights.ToDictionary(p => p.Key, p => p.Value.detach().clone());

    private Tensor Plain(int epoch, Tensor logits)
    {
        if (_options.Method != NodeMethod.LabelBalanced)
        {
            return Weighed(logits.index_select(0, _rows), _targets, _weights);
        }

        // Pick: as many majority nodes as there are minority nodes, those with many edges rather.
        var random = new RandomStream(_seed, "pick", (ulong)epoch);
        int[] majority = [.. _training.Where(i => _labels[i] == 0)
            .OrderByDescending(i => Math.Pow(random.NextDouble(), 1.0 / (1 + Edges.Degree(i)))).Take(_minority.Length)];
        int[] picked = [.. _minority, .. majority];
        return Weighed(
            logits.index_select(0, Tensor.FromArray(Array.ConvertAll(picked, i => (long)i))),
                Tensor.FromArray(Array.ConvertAll(picked, i => (float)_labels[i])), torch.ones(picked.Length));
    }

    private Tensor Smote(int epoch, Tensor hidden)
    {
        var random = new RandomStream(_seed, "smote", (ulong)epoch);
        var count = Math.Max(1, (int)(_options.SyntheticShare * _minority.Length));
        var nodes = GraphSmote.Draw(hidden.detach().ToArray<float>(), _options.Width, _minority, Edges, count, random);
        var first = hidden.index_select(0, Index(nodes, n => n.First));
        var share = Tensor.FromArray(Array.ConvertAll(nodes, n => (float)n.Share)).unsqueeze(1);
        var synthetic = first + (share * (hidden.index_select(0, Index(nodes, n => n.Second)) - first));
        var (sources, targets) = Generated(nodes, hidden, synthetic);
        var total = Edges.NodeCount + count;
        var all = new EdgeSet(total, total, [.. _used.Incoming.Neighbors, .. sources], [.. _used.TargetOf, .. targets]);
        var logits = _network.Logits(torch.cat([hidden, synthetic]), all);
        var made = torch.ones(count);
        return Weighed(torch.cat([logits.index_select(0, _rows), logits.narrow(0, Edges.NodeCount, count)]), torch.cat([_targets, made]),
            torch.cat([_weights, made]))
            + Generator(hidden, random);
    }

    /// <summary>
    /// The edges that the generator gives synthetic nodes: candidates with a probability of a half or more, the likeliest where none has.
    /// </summary>
    private (List<int> Sources, List<int> Targets) Generated(SyntheticNode[] nodes, Tensor hidden, Tensor synthetic)
    {
        List<int> sources = [], targets = [];
        using var guard = torch.no_grad();
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Candidates is not { Length: > 0 } candidates)
            {
                continue;
            }

            using var scope = torch.NewDisposeScope();
            var to = hidden.index_select(0, Tensor.FromArray(Array.ConvertAll(candidates, c => (long)c)));
            var logits = _network.EdgeLogits(synthetic[i].unsqueeze(0).expand_as(to), to).ToArray<float>();
            var likeliest = Array.IndexOf(logits, logits.Max());
            for (var c = 0; c < candidates.Length; c++)
            {
                if (logits[c] >= 0 || c == likeliest)
                {
                    sources.Add(candidates[c]);
                    targets.Add(Edges.NodeCount + i);
                }
            }
        }

        return (sources, targets);
    }

    /// <summary>The generator's own loss: edges beside as many pairs drawn at random.</summary>
    private Tensor Generator(Tensor hidden, RandomStream random)
    {
        var pairs = Math.Min(MostPairs, Edges.EdgeCount);
        if (pairs == 0)
        {
            return hidden.sum() * 0;
        }

        long[] from = new long[2 * pairs], to = new long[2 * pairs];
        for (var p = 0; p < pairs; p++)
        {
            var place = (int)random.NextInteger(Edges.EdgeCount);
            (from[p], to[p]) = (_used.TargetOf[place], _used.Incoming.Neighbors[place]);
            (from[pairs + p], to[pairs + p]) = (random.NextInteger(Edges.NodeCount), random.NextInteger(Edges.NodeCount));
        }

        var logits = _network.EdgeLogits(hidden.index_select(0, Tensor.FromArray(from)), hidden.index_select(0, Tensor.FromArray(to)));
        return nn.functional.binary_cross_entropy_with_logits(logits, torch.cat([torch.ones(pairs), torch.zeros(pairs)]));
    }

    private Tensor Balance()
    {
        double share = (double)_minority.Length / _training.Length;
        return Tensor.FromArray(Array.ConvertAll(_training, i => (float)(0.5 / (_labels[i] == 1 ? share : 1 - share))));
    }

    private static Tensor Weighed(Tensor logits, Tensor labels, Tensor weights) =>
        (weights * nn.functional.softplus(-logits * ((2 * labels) - 1))).mean();

    private static Tensor Index(SyntheticNode[] nodes, Func<SyntheticNode, int> which) =>
        Tensor.FromArray(Array.ConvertAll(nodes, n => (long)which(n)));
}
