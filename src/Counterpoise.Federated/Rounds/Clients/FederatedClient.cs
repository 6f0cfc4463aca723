using Counterpoise.Federated.Relabelling;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Sampling;
using Counterpoise.Randomness;

namespace Counterpoise.Federated.Rounds;

/// <summary>
/// One client: trains the global network on its own rows, and keeps what its method remembers and its labels after re-labelling.
/// </summary>
/// <remarks>
/// What it does in a round depends on the request, its rows, its own memory of the round before and the seed alone, so that a round that is
/// repeated after an interruption gives the same bits, in this process or in another.
/// </remarks>
public sealed class FederatedClient
{
    private const string Norm = "norm";

    private readonly ClientData _data;
    private readonly IFederatedMethod _method;
    private readonly FederatedOptions _options;
    private readonly Func<EmbeddingClassifier> _create;
    private readonly ClientMemory _memory;

    /// <summary>Creates a client.</summary>
    /// <param name="data">Its rows.</param>
    /// <param name="method">The method; may serve other clients too.</param>
    /// <param name="options">The federation's options, the same for all.</param>
    /// <param name="create">Makes a network of the federation's architecture, for methods that compare with one.</param>
    /// <param name="folder">Where what it remembers is kept, so that it can come back after its process has ended; null for in
    /// memory.</param>
    public FederatedClient(ClientData data, IFederatedMethod method, FederatedOptions options, Func<EmbeddingClassifier> create,
        string? folder = null) : this(data, method, options, create,
            folder is null ? new MemorySnapshots() : new FolderSnapshots(folder, flushToDisk: true))
    {
    }

    internal FederatedClient(ClientData data, IFederatedMethod method, FederatedOptions options, Func<EmbeddingClassifier> create,
        ISnapshotStore snapshots)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(create);
        options.Validate();
        (_data, _method, _options, _create) = (data, method, options, create);
        _memory = new ClientMemory(snapshots);
    }

    /// <summary>What it tells when it joins.</summary>
    public ClientInfo Info => new(_data.Name, _data.Count, _options.SharesCounts ? ClientData.CountClasses(_data.Labels, _data.ClassCount)
        : null);

    /// <summary>The class of each row that it trains on after the last round: the original ones until it re-labels.</summary>
    public IReadOnlyList<int> TrainingLabels => Before(int.MaxValue).Labels;

    /// <summary>Trains one round.</summary>
    /// <param name="request">The global network and what goes with it.</param>
    /// <param name="network">A prepared network to train in; its state before the call does not matter.</param>
    /// <param name="cancellationToken">Stops between batches; the round then counts as not trained.</param>
    /// <exception cref="InvalidOperationException">The client has no rows.</exception>
    public ClientUpdate Train(RoundRequest request, EmbeddingClassifier network, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(network);
        if (_data.Count == 0)
        {
            throw new InvalidOperationException($"client {_data.Name} has no rows: leave it out");
        }

        var before = Before(request.Round);
        request.State.CopyTo(network);
        if (_options.KeepLocalNorm && before.Memory.TryGetValue(Norm, out var norm))
        {
            norm.Entries.Aggregate(request.State, (state, entry) => state.With(entry)).CopyTo(network);
        }

        var relabelled = _options.RelabelsAt(request.Round) ? Relabel(network, request.Round, cancellationToken) : null;
        var labels = relabelled?.Labels ?? before.Labels;
        using var round = new LocalRound(network, request, _data, labels, before.Memory, _options, _create);
        network.train();
        _method.Begin(round);
        var loss = TrainEpochs(round, cancellationToken);
        var state = ModelState.Read(network);
        var extras = _method.End(round);
        if (_options.KeepLocalNorm)
        {
            round.Memory[Norm] = NormLayers(network, state);
        }

        _memory.Keep(request.Round, new ClientSnapshot(labels, round.Memory), before);
        return new ClientUpdate(_data.Name, _data.Count, round.Steps, state, extras, loss, relabelled?.Moves ?? []);
    }

    private double TrainEpochs(LocalRound round, CancellationToken cancellationToken)
    {
        var seed = new RandomStream(_options.Seed, "federated-client/" + _data.Name).NextUInt64();
        var batches = new ShuffledBatches(_data.Count, _options.BatchSize, seed);
        var number = round.Request.Round;
        using var optimizer = torch.optim.SGD(round.Network.parameters().Where(p => p.requires_grad), _options.RateAt(number),
            _options.Momentum, weight_decay: _options.WeightDecay);
        var loss = 0.0;
        for (var local = 0; local < _options.LocalEpochs; local++)
        {
            loss = 0;
            var epoch = (number * _options.LocalEpochs) + local;
            var augment = new RandomStream(seed, "augment", (ulong)epoch);
            foreach (var rows in batches.Batches(epoch))
            {
                cancellationToken.ThrowIfCancellationRequested();
                loss += Step(round, rows, augment, optimizer) * rows.Length / _data.Count;
            }
        }

        return loss;
    }

    private double Step(LocalRound round, int[] rows, RandomStream augment, torch.optim.Optimizer optimizer)
    {
        using var scope = torch.NewDisposeScope();
        var inputs = InputShift.Apply(Select(rows), _options.Augmentation, augment);
        var labels = torch.tensor(Array.ConvertAll(rows, row => (long)round.TrainingLabels[row]));
        var (embedding, logits) = round.Network.call(inputs);
        optimizer.zero_grad();
        var loss = _method.Loss(round, new LocalBatch(inputs, embedding, logits, labels));
        loss.backward();
        _method.CorrectGradients(round);
        optimizer.step();
        round.Steps++;
        return loss.to_type(ScalarType.Float64).item<double>();
    }

    private Tensor Select(int[] rows) => _data.Inputs.index_select(0, torch.tensor(Array.ConvertAll(rows, row => (long)row)));

    private RelabelResult Relabel(EmbeddingClassifier network, int round, CancellationToken cancellationToken)
    {
        var posteriors = Posteriors(network, round, cancellationToken);
        var scores = FedReLa.Score(posteriors, _data.Labels, _data.ClassCount, _options.FedReLa, $"client {_data.Name}");
        var moved = FedReLa.Draw(scores, _data.Labels, new RandomStream(_options.Seed, "fedrela/" + _data.Name, (ulong)round));
        return _options.Relabel == RelabelKind.FedReLa
            ? moved
            : RandomRelabel.Draw(_data.Labels, moved.Moves, new RandomStream(_options.Seed, "random-relabel/" + _data.Name, (ulong)round));
    }

    /// <summary>Posteriors averaged over augmented passes, the whole network in eval mode.</summary>
    private double[] Posteriors(EmbeddingClassifier network, int round, CancellationToken cancellationToken)
    {
        var sum = new double[_data.Count * _data.ClassCount];
        var passes = _options.Augmentation == AugmentationKind.None ? 1 : _options.FedReLa.Passes;
        network.eval();
        for (var pass = 0; pass < passes; pass++)
        {
            var augment = new RandomStream(_options.Seed, "fedrela-pass/" + _data.Name, (ulong)round, (ulong)pass);
            foreach (var rows in Enumerable.Range(0, _data.Count).Chunk(256))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var found = GlobalEvaluation.Probabilities(network, _method,
                    inputs: () => InputShift.Apply(Select(rows), _options.Augmentation, augment));
                for (var i = 0; i < found.Length; i++)
                {
                    sum[(rows[0] * _data.ClassCount) + i] += found[i] / passes;
                }
            }
        }

        return sum;
    }

    private static ModelState NormLayers(nn.Module network, ModelState state)
    {
        var layers = state.Entries.Where(entry => entry.Name.EndsWith(".running_mean", StringComparison.Ordinal))
            .Select(entry => entry.Name[..^"running_mean".Length]).ToHashSet();
        return new ModelState([.. state.Entries.Where(entry => layers.Contains(entry.Name[..(entry.Name.LastIndexOf('.') + 1)]))]);
    }

    private ClientSnapshot Before(int round) => _memory.Before(round)
        ?? new ClientSnapshot([.. _data.Labels], new Dictionary<string, ModelState>());
}
