using Counterpoise.Graph.Graphs;
using Counterpoise.Metrics;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Torch;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Graph.TimeAware;

/// <summary>
/// Trains the time-aware network block by block through time, and keeps the epoch with the best average precision on the validation split.
/// </summary>
/// <remarks>
/// Values of events before a block come from memory as the last run left them, without gradient: an epoch reads every edge once. At
/// prediction the weights stand still, and the same pass is exact.
/// </remarks>
public static class TimeAwareTraining
{
    /// <summary>Trains on events whose labels lie in the training split.</summary>
    /// <param name="graph">Events, features and relations.</param>
    /// <param name="split">Training and validation rows; the test split is not looked at.</param>
    /// <param name="options">Network and training.</param>
    /// <param name="seed">The run's seed; streams are named <c>init</c> by parameter, <c>views</c> and <c>blocks</c>.</param>
    /// <param name="progress">Told after each epoch: epoch, loss, average precision of the validation split.</param>
    /// <param name="cancellationToken">Ends the training between two blocks.</param>
    /// <exception cref="GraphFormatException">The training split has no positive event.</exception>
    public static TimeAwareModel Fit(EventGraph graph, Split split, TimeAwareOptions options, ulong seed,
        IProgress<(int Epoch, double Loss, double Validation)>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        GraphSplits.RequirePositive(graph.Events.Labels, split.Train);

        // The model outlives the scope.
        var model = TimeAwareModel.Create(graph, split.Train, options, seed);
        using var scope = torch.NewDisposeScope();
        var state = new TrainingState(model, graph, split, options, seed);
        using var optimizer = new Adam(model.Network.parameters(), new AdamOptions { LearningRate = options.LearningRate });
        var (best, waited) = (double.NegativeInfinity, 0);
        Dictionary<string, Tensor> kept = [];
        int[] judged = split.Validation.Length > 0 ? split.Validation : split.Train;
        int[] labels = Array.ConvertAll(judged, i => graph.Events.Labels[i]);
        for (var epoch = 0; epoch < options.Epochs && waited < options.Patience; epoch++)
        {
            var loss = state.Epoch(epoch, optimizer, cancellationToken);
            var scores = model.Score(graph, state.Blocks, judged.Max() + 1, cancellationToken);
            var quality = labels.Contains(1) ? AveragePrecision.Of(labels, (ReadOnlySpan<double>)Array.ConvertAll(judged, i => scores[i]))
                : -loss;
            progress?.Report((epoch, loss, quality));
            if (quality > best)
            {
                (best, waited) = (quality, 0);
                kept = model.Network.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().clone());
            }
            else
            {
                waited++;
            }
        }

        using (torch.no_grad())
        {
            foreach (var (name, value) in model.Network.state_dict())
            {
                value.copy_(kept[name]);
            }
        }

        return model;
    }

    /// <summary>What an epoch needs.</summary>
    private sealed class TrainingState
    {
        private readonly TimeAwareModel _model;
        private readonly EventGraph _graph;
        private readonly TimeAwareOptions _options;
        private readonly ulong _seed;
        private readonly bool[] _trained;
        private readonly int[] _positives;
        private readonly Tensor _features, _labels;
        private readonly Tensor[] _memory;
        private readonly Csr[] _incoming;

        internal TrainingState(TimeAwareModel model, EventGraph graph, Split split, TimeAwareOptions options, ulong seed)
        {
            (_model, _graph, _options, _seed) = (model, graph, options, seed);
            Blocks = EventBlock.Cut(model.Relevant(graph), options.BlockEvents);
            _trained = new bool[graph.Events.Count];
            Array.ForEach(split.Train, i => _trained[i] = true);
            _positives = [.. split.Train.Where(i => graph.Events.Labels[i] == 1)];
            _features = model.Standardized(graph.Features);
            _labels = Tensor.FromArray(Array.ConvertAll(graph.Events.Labels, l => (float)l));
            _memory = model.Memory(graph.Events.Count);
            _incoming = [.. model.Relevant(graph).Relations.Select(r => Csr.Incoming(r, graph.Events.Count))];
        }

        internal EventBlock[] Blocks { get; }

        internal double Epoch(int epoch, Adam optimizer, CancellationToken cancellationToken)
        {
            var (total, count) = (0.0, 0);
            _model.Network.train();
            foreach (var block in Blocks)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int[] rows = [.. Enumerable.Range(block.First, block.Count).Where(i => _trained[i])];
                if (rows.Length < 2)
                {
                    continue;
                }

                using var scope = torch.NewDisposeScope();
                optimizer.ZeroGrad();
                var values = _model.Network.Run(_features.narrow(0, block.First, block.Count), block, _memory);
                var local = Tensor.FromArray(Array.ConvertAll(rows, i => (long)(i - block.First)));
                var loss = EventLosses.Focal(_model.Network.Decode(values[^1].index_select(0, local)),
                    _labels.index_select(0, local + block.First), _options.Alpha, _options.Gamma);
                if (_options.ContrastWeight > 0)
                {
                    loss += _options.ContrastWeight * Contrast(epoch, block, rows, values);
                }

                loss.backward();
                optimizer.Step();
                total += loss.ToDouble() * rows.Length;
                count += rows.Length;
                using var guard = torch.no_grad();
                for (var l = 0; l < _memory.Length; l++)
                {
                    _memory[l].narrow(0, block.First, block.Count).copy_(values[l].detach());
                }
            }

            return count == 0 ? 0 : total / count;
        }

        private Tensor Contrast(int epoch, EventBlock block, int[] rows, Tensor[] values)
        {
            var random = new RandomStream(_seed, "views", (ulong)epoch, (ulong)block.First);
            int[] chosen = [.. rows];
            random.Shuffle<int>(chosen);
            chosen = [.. chosen.Take(_options.ContrastedEvents).Order()];
            var view = EventBlock.View(_model.Relevant(_graph), _incoming, chosen, block.First, _options.EdgeDrop, random);
            var width = (int)_features.Size(1);
            var (first, at) = (_features.index_select(0, Tensor.FromArray(Array.ConvertAll(chosen, i => (long)i))).ToArray<float>(), 0);
            foreach (var i in chosen)
            {
                // A positive event moves up to half-way to another one; every event loses some features.
                if (_graph.Events.Labels[i] == 1 && _positives.Length > 1)
                {
                    var share = (float)(random.NextDouble() / 2);
                    var other = _features[_positives[random.NextInteger(_positives.Length)]].ToArray<float>();
                    for (var c = 0; c < width; c++)
                    {
                        first[at + c] += share * (other[c] - first[at + c]);
                    }
                }

                for (var c = 0; c < width; c++)
                {
                    first[at + c] = random.NextDouble() < _options.FeatureMask ? 0 : first[at + c];
                }

                at += width;
            }

            var seconds = _model.Network.Run(Tensor.FromArray(first, chosen.Length, width), view, _memory, values);
            var local = Tensor.FromArray(Array.ConvertAll(chosen, i => (long)(i - block.First)));
            return EventLosses.Contrast(
                _model.Network.Project(values[^1].index_select(0, local)), _model.Network.Project(seconds[^1]),
                    _labels.index_select(0, local + block.First), _options.Temperature);
        }
    }
}
