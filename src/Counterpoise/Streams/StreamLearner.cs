using Counterpoise.Calibration;
using Counterpoise.Metrics;
using Counterpoise.Randomness;

namespace Counterpoise.Streams;

/// <summary>
/// Online bagging of logistic regressions with a decision: it learns row after row, follows the recent class priors, and decides by them
/// or by weights tuned on what it said of rows before it learned from them.
/// </summary>
/// <remarks>
/// O(members · C · d) a row; a tuned decision is tuned anew after every quarter of its rows. Classes that did not occur are never
/// predicted with certainty, and weigh 1 in decisions. See <see cref="OnlineBagging"/> for the references.
/// </remarks>
public sealed class StreamLearner : IOnlineClassifier
{
    private const double LargestWeight = 100;

    private readonly StreamLearnerOptions _options;
    private readonly RandomStream _random;
    private readonly OnlineLogisticRegression[] _members;
    private readonly OnlineBagging _bagging;
    private readonly Queue<(int Label, double[] Probabilities)> _recent = new();
    private readonly double[] _own;
    private int _untuned;

    /// <summary>Creates a learner that has seen nothing.</summary>
    /// <param name="columns">d, at least 1.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="seed">Seed of all draws.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">An option is out of range.</exception>
    public StreamLearner(int columns, int classCount, ulong seed, StreamLearnerOptions? options = null)
    {
        _options = options ?? new StreamLearnerOptions();
        _options.Validate();
        _random = new RandomStream(seed, "stream");
        _members = [.. Enumerable.Range(0, _options.Members).Select(_ => new OnlineLogisticRegression(columns, classCount))];
        _bagging = new OnlineBagging(i => _members[i], _random, new OnlineBaggingOptions { Members = _options.Members,
            Resampling = _options.Resampling, Decay = _options.Decay });
        Weights = Enumerable.Repeat(1.0, classCount).ToArray();
        _own = new double[classCount];
    }

    /// <inheritdoc/>
    public int ClassCount => _own.Length;

    /// <summary>Recent class priors, [C].</summary>
    public IReadOnlyList<double> Shares => _bagging.Shares;

    /// <summary>The weights by which classes are decided, [C]; all equal is the most probable class.</summary>
    public IReadOnlyList<double> Weights { get; private set; }

    /// <summary>The options.</summary>
    public StreamLearnerOptions Options => _options;

    internal IReadOnlyList<OnlineLogisticRegression> Members => _members;

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<double> features, Span<double> probabilities) => _bagging.Predict(features, probabilities);

    /// <summary>Decides a row.</summary>
    /// <param name="probabilities">C probabilities.</param>
    public int Decide(ReadOnlySpan<double> probabilities) => new DecisionWeights(Weights).Decide(probabilities)[0];

    /// <inheritdoc/>
    public void Learn(ReadOnlySpan<double> features, int label, double weight = 1)
    {
        if (_options.Decision == StreamDecision.Tuned)
            Remember(features, label);
        var share = Shares[label];
        var own = _options.WeighsClasses && share > 0 ? Math.Min(LargestWeight, 1 / (Shares.Count(s => s > 0) * share)) : 1;
        _bagging.Learn(features, label, weight * own);
        if (_options.Decision == StreamDecision.Adjusted)
            Weights = [.. Shares.Select(s => s > 0 ? Math.Min(1 / s, LargestWeight * ClassCount) : 1)];
    }

    /// <summary>All that it has learned: the ensemble, its members, and the generator of its draws.</summary>
    internal (double[] Ensemble, double[][] Members, ulong[] Draws) GetState() =>
        (_bagging.GetState(), [.. _members.Select(m => m.GetState())], _random.GetState());

    /// <summary>Takes what another one has learned.</summary>
    /// <exception cref="ArgumentException">It is of other numbers of members, columns or classes.</exception>
    internal void SetState(double[] ensemble, IReadOnlyList<double[]> members, ReadOnlySpan<ulong> draws, IReadOnlyList<double> weights)
    {
        if (members.Count != _members.Length || weights.Count != ClassCount)
            throw new ArgumentException($"found {members.Count} members and {weights.Count} weights; expected {_members.Length} and "
                + $"{ClassCount}", nameof(members));
        _bagging.SetState(ensemble);
        foreach (var (own, other) in _members.Zip(members))
        {
            own.SetState(other);
        }

        _random.SetState(draws);
        Weights = [.. weights];
    }

    private void Remember(ReadOnlySpan<double> features, int label)
    {
        Predict(features, _own);
        _recent.Enqueue((label, _own.ToArray()));
        if (_recent.Count > _options.TunedRows)
            _recent.Dequeue();
        if (++_untuned * 4 < _options.TunedRows || _recent.Select(r => r.Label).Distinct().Count() < 2)
            return;
        _untuned = 0;
        Weights = DecisionWeights.Tune([.. _recent.Select(r => r.Label)], [.. _recent.SelectMany(r => r.Probabilities)], ClassCount,
            m => GeometricMean.Of(m)).Weights;
    }
}
