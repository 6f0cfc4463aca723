using System.Text.Json;
using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Sampling;
using Counterpoise.Learning.Steps;
using Counterpoise.Torch;
using Counterpoise.Torch.Collectives;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Training;

/// <summary>What the ranks of a data-parallel run agree on: where they start, a step's gradient and loss, predictions, decisions.</summary>
internal sealed class TrainingRanks : IDisposable
{
    // As SplitMix64's: any odd constant would do, since a key only has to differ between ranks.
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private readonly ProcessGroup _group;
    private readonly ITrainingStep _step;
    private readonly Checkpoint _checkpoint;
    private readonly Dictionary<Optimizer, GradientAverager> _averagers = new(ReferenceEqualityComparer.Instance);
    private readonly bool _synchronizes;

    /// <param name="options">The processes.</param>
    /// <param name="step">What is trained.</param>
    /// <param name="checkpoint">All of its state.</param>
    public TrainingRanks(DataParallel options, ITrainingStep step, Checkpoint checkpoint)
    {
        (_group, _step, _checkpoint, _synchronizes) = (options.Group, step, checkpoint, options.SynchronizeBatchNorm);
        var names = Modules().SelectMany(m => m.NamedParameters()).DistinctBy(p => p.Value, ReferenceEqualityComparer.Instance)
            .ToDictionary(p => (object)p.Value, p => p.Key, ReferenceEqualityComparer.Instance);
        foreach (var optimizer in step.Optimizers.Values)
        {
            var parameters = optimizer.Groups.SelectMany(g => g.Parameters)
                .Select(p => KeyValuePair.Create(names.GetValueOrDefault(p, "a parameter of no module"), p));
            _averagers.Add(optimizer, new GradientAverager(_group, parameters,
                new GradientAveragerOptions { Reduction = GradientReduction.Sum }));
        }

        if (_synchronizes)
        {
            foreach (var module in Modules())
            {
                module.SynchronizeBatchNorm(_group);
            }
        }
    }

    public int Rank => _group.Rank;

    public int Size => _group.Size;

    public bool IsFirst => _group.IsFirst;

    /// <summary>Whether any rank wanted to stop at the last step: then all do, after the same one.</summary>
    public bool IsCancelled { get; private set; }

    /// <exception cref="ArgumentException">A batch is too small to be shared out.</exception>
    public void RequireRows(IBatchSampler sampler)
    {
        var least = _synchronizes ? _group.Size : 2 * _group.Size;
        var smallest = sampler.Batches(0).Min(rows => rows.Length);
        if (smallest < least)
        {
            throw new ArgumentException(
                $"the smallest batch has {smallest} rows, {_group.Size} ranks need at least {least}: choose another batch size or fewer "
                + $"ranks");
        }
    }

    /// <summary>This rank's rows of joined batches. Ranks stop after the same step, so nothing cuts the reading short.</summary>
    public IEnumerable<NamedBatch> Read(INamedBatchSource training, IReadOnlyList<int[]> batches, int epoch) =>
        training.ReadShare(batches, _group.Rank, _group.Size, epoch, CancellationToken.None);

    /// <summary>This rank's rows of a joined batch.</summary>
    public int[] Own(int[] rows) => [.. rows.Where((_, position) => position % _group.Size == _group.Rank)];

    /// <summary>Gives all ranks the weights, optimiser, average and state of rank 0; each goes on with noise of its own.</summary>
    public RunState Start(Checkpoint checkpoint, RunState state)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var tensors = IsFirst ? checkpoint.Tensors() : [];
        var start = Broadcast(IsFirst ? new StartingPoint([.. tensors.Select(t => new StartingTensor(t.Key, t.Value.Type, t.Value.Shape))],
            state with { Noise = _checkpoint.NoiseStates() }) : null);
        if (!IsFirst)
        {
            tensors = new(start.Tensors.Select(t => KeyValuePair.Create(t.Name, Tensor.Empty(t.Shape, t.Type))));
        }

        _group.Broadcast(tensors.Values);
        if (IsFirst)
        {
            return state;
        }

        checkpoint.Restore(tensors, start.State);
        checkpoint.RestoreNoise(start.State.Noise.ToDictionary(n => n.Key,
            n => n.Value with { Key = n.Value.Key ^ (Golden * (ulong)_group.Rank) }));
        return start.State;
    }

    /// <summary>Makes what steers the loss, such as what a contrastive term counts, the same on all ranks before a step.</summary>
    public void ShareSteering() => Share(_step.Steering);

    /// <summary>Sums up the gradients of an optimiser's parameters after the backward pass.</summary>
    public void Reduce(Optimizer optimizer) => _averagers[optimizer].Average();

    /// <summary>The joined batch's terms out of those of the ranks, for sums and logs.</summary>
    /// <param name="terms">Of this rank's rows.</param>
    /// <param name="share">This rank's share of the rows.</param>
    /// <param name="cancel">Whether this rank wants to stop.</param>
    public LossTerms Join(LossTerms terms, double share, bool cancel)
    {
        var means = terms.Terms.Values.Prepend(terms.Total).Select(t => t.ToDouble() * share)
            .Concat(terms.Means.Values.Select(m => m * share));
        var sums = AllReduce([.. means, .. terms.Counts.Values, cancel ? 1 : 0]);
        IsCancelled = sums[^1] > 0;
        var at = 1;
        return new LossTerms(Tensor.Scalar(sums[0], ScalarType.Float64))
        {
            Terms = terms.Terms.ToDictionary(t => t.Key, _ => Tensor.Scalar(sums[at++], ScalarType.Float64)),
            Means = terms.Means.ToDictionary(m => m.Key, _ => sums[at++]),
            Counts = terms.Counts.ToDictionary(c => c.Key, _ => sums[at++]),
        };
    }

    /// <summary>Predicts all rows, each rank its own, and puts them together.</summary>
    public PredictionBatch Predict(EmbeddingClassifier model, IBatchSource source, Func<IBatchSource, PredictionBatch> predict)
    {
        ShareBuffers();
        var classes = model.ClassCount;
        var own = predict(new RankRows(source, _group.Rank, _group.Size)).Probabilities;
        var count = source.Labels.Count;
        var padded = new double[(count + _group.Size - 1) / _group.Size * classes];
        own.CopyTo(padded, 0);
        var gathered = new double[padded.Length * _group.Size];
        _group.AllGather<double>(padded, gathered);
        var all = new double[count * classes];
        for (var row = 0; row < count; row++)
        {
            Array.Copy(gathered, (row % _group.Size * padded.Length) + (row / _group.Size * classes), all, row * classes, classes);
        }

        return new PredictionBatch([.. source.Labels], all, [], model.EmbeddingSize);
    }

    /// <summary>Gives all ranks the weights of rank 0, which keeps those of the best epoch.</summary>
    public void ShareWeights() => _group.Broadcast(_step.Model.StateDict().Select(t => t.Value));

    /// <summary>What rank 0 decided, so that no last bit of another processor parts the ranks.</summary>
    public bool Agree(bool decision)
    {
        Span<bool> decided = [decision];
        _group.Broadcast(decided);
        return decided[0];
    }

    public void Dispose()
    {
        foreach (var averager in _averagers.Values)
        {
            averager.Dispose();
        }

        if (_synchronizes)
        {
            foreach (var module in Modules())
            {
                module.SynchronizeBatchNorm(null);
            }
        }
    }

    private IEnumerable<nn.Module> Modules() => _step.Parts.Values.Prepend(_step.Model);

    /// <summary>Gives all ranks the running statistics of rank 0, where they are not the same anyway.</summary>
    private void ShareBuffers() => Share(_synchronizes ? _step.Steering : _step.Model);

    private void Share(nn.Module? module) => _group.Broadcast(module?.NamedBuffers().Select(b => b.Value) ?? []);

    private StartingPoint Broadcast(StartingPoint? own)
    {
        var text = own is null ? [] : JsonSerializer.SerializeToUtf8Bytes(own);
        Span<int> length = [text.Length];
        _group.Broadcast(length);
        var received = own is null ? new byte[length[0]] : text;
        _group.Broadcast(received.AsSpan());
        return own ?? JsonSerializer.Deserialize<StartingPoint>(received)!;
    }

    private double[] AllReduce(double[] values)
    {
        _group.AllReduce(values);
        return values;
    }

    /// <summary>What rank 0 starts from besides the elements of its tensors.</summary>
    private sealed record StartingPoint(StartingTensor[] Tensors, RunState State);

    private sealed record StartingTensor(string Name, ScalarType Type, long[] Shape);
}
