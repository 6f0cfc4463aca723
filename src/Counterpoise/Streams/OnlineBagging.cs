using Counterpoise.Randomness;

namespace Counterpoise.Streams;

/// <summary>
/// Online bagging with over- or under-sampling: each member learns each row Poisson(λ) times, λ by the class priors of late, which are
/// followed with decay: w_c ← θ w_c + (1 − θ) [y = c].
/// </summary>
/// <remarks>
/// λ = 1 for the most frequent class and w_max / w_c for others (over-sampling), 1 for the rarest and w_min / w_c for others
/// (under-sampling).
/// O(members) learners' work a row. References: Wang, Minku and Yao, "Resampling-based ensemble methods for online class imbalance
/// learning", IEEE TKDE 27, 2015, doi:10.1109/TKDE.2014.2345380; Oza and Russell, "Online bagging and boosting", AISTATS 2001. The paper
/// has two classes; here there may be more.
/// </remarks>
public sealed class OnlineBagging : IOnlineClassifier
{
    private readonly IOnlineClassifier[] _members;
    private readonly OnlineBaggingOptions _options;
    private readonly IRandomSource _random;
    private readonly double[] _shares, _answer;
    private long _rows;

    /// <summary>Creates the ensemble.</summary>
    /// <param name="member">Makes a member, by its number.</param>
    /// <param name="random">Draws how often rows count.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public OnlineBagging(Func<int, IOnlineClassifier> member, IRandomSource random, OnlineBaggingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(random);
        (_options, _random) = (options ?? new OnlineBaggingOptions(), random);
        _options.Validate();
        _members = [.. Enumerable.Range(0, _options.Members).Select(member)];
        (_shares, _answer) = (new double[ClassCount], new double[ClassCount]);
    }

    /// <inheritdoc/>
    public int ClassCount => _members[0].ClassCount;

    /// <summary>The members, in their order.</summary>
    public IReadOnlyList<IOnlineClassifier> Members => _members;

    /// <summary>Rows that were learned and recent class priors, 1 + C numbers; members have states of their own.</summary>
    public double[] GetState() => [_rows, .. _shares];

    /// <summary>Takes the rows and shares of another ensemble.</summary>
    /// <param name="state">What <see cref="GetState"/> gave.</param>
    /// <exception cref="ArgumentException">It is of another length, or holds what no state can.</exception>
    public void SetState(ReadOnlySpan<double> state)
    {
        if (state.Length != 1 + _shares.Length || !(state[0] >= 0) || state[1..].ContainsAnyExceptInRange(0, 1))
        {
            throw new ArgumentException($"found {state.Length} numbers; expected {1 + _shares.Length}, a count and shares", nameof(state));
        }

        _rows = (long)state[0];
        state[1..].CopyTo(_shares);
    }

    /// <summary>Recent class priors, [C]; they sum to 1 once a row was learned.</summary>
    public IReadOnlyList<double> Shares => _shares;

    /// <summary>How often a row of a class counts on the mean.</summary>
    /// <param name="label">The class.</param>
    public double Rate(int label)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)ClassCount, nameof(label));
        double[] seen = [.. _shares.Where(s => s > 0)];
        return seen.Length == 0 || _shares[label] == 0 || _options.Resampling == OnlineResampling.None ? 1
            : _options.Resampling == OnlineResampling.Over ? Math.Min(seen.Max() / _shares[label], _options.LargestRate)
            : seen.Min() / _shares[label];
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<double> features, Span<double> probabilities)
    {
        probabilities.Clear();
        foreach (var member in _members)
        {
            member.Predict(features, _answer);
            for (var c = 0; c < _answer.Length; c++)
            {
                probabilities[c] += _answer[c] / _members.Length;
            }
        }
    }

    /// <inheritdoc/>
    public void Learn(ReadOnlySpan<double> features, int label, double weight = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)ClassCount, nameof(label));
        // The first rows count evenly, so that the shares do not begin at 0.
        var keep = Math.Min(_options.Decay, 1 - (1.0 / ++_rows));
        for (var c = 0; c < _shares.Length; c++)
        {
            _shares[c] = (keep * _shares[c]) + (c == label ? 1 - keep : 0);
        }

        var rate = Rate(label);
        foreach (var member in _members)
        {
            if (Poisson(rate) is > 0 and var times)
            {
                member.Learn(features, label, weight * times);
            }
        }
    }

    /// <summary>Knuth's product of uniforms, in parts so that no exponential underflows.</summary>
    private int Poisson(double rate)
    {
        var count = 0;
        for (var left = rate; left > 0; left -= 30)
        {
            var (bound, product) = (Math.Exp(-Math.Min(left, 30)), _random.NextDouble());
            while (product > bound)
            {
                count++;
                product *= _random.NextDouble();
            }
        }

        return count;
    }
}
