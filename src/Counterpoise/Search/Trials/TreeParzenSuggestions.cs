using Counterpoise.Randomness;

namespace Counterpoise.Search.Trials;

/// <summary>
/// The tree-structured Parzen estimator: a density l of the good trials' values and one g of the others', and of some draws from l the one
/// with the largest l/g, for each parameter by itself.
/// </summary>
/// <remarks>
/// Good are the ⌈0.1 n⌉ trials of the lowest objective, at most 25; of equals the earlier ones, NaN last. Whole numbers are intervals of
/// length 1, logarithmic ranges are searched as logarithms. O(p (n log n + 24 n)) a trial. References: Bergstra, Bardenet, Bengio and Kégl,
/// "Algorithms for Hyper-Parameter Optimization", NeurIPS 2011; Watanabe, "Tree-Structured Parzen Estimator", arXiv:2304.11127. The
/// densities equal Optuna's, the draws are our own.
/// </remarks>
public sealed class TreeParzenSuggestions : ITrialSuggestions
{
    private readonly TreeParzenOptions _options;
    private readonly ulong _seed;

    /// <summary>Creates the search.</summary>
    /// <param name="seed">The seed; the streams are named <c>trial</c> and <c>parzen</c>.</param>
    /// <param name="options">The constants; the defaults where null.</param>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">A constant is out of its range.</exception>
    public TreeParzenSuggestions(ulong seed, TreeParzenOptions? options = null)
    {
        (_seed, _options) = (seed, options ?? new TreeParzenOptions());
        _options.Validate();
    }

    /// <inheritdoc/>
    public double[] Next(IReadOnlyList<SearchParameter> space, int number, IReadOnlyList<Trial> trials)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(trials);
        if (trials.Count < _options.RandomTrials)
        {
            return new RandomSuggestions(_seed).Next(space, number, trials);
        }

        var good = Good(trials);
        return [.. space.Select((parameter, i) => Best(
            parameter, [.. trials.Where(t => good.Contains(t.Number)).Select(t => t.Values[i])],
            [.. trials.Where(t => !good.Contains(t.Number)).Select(t => t.Values[i])],
                new RandomStream(_seed, "parzen", (ulong)number, (ulong)i)))];
    }

    /// <summary>The numbers of the trials that count as good.</summary>
    internal HashSet<int> Good(IReadOnlyList<Trial> trials)
    {
        var count = Math.Min((int)Math.Ceiling(_options.GoodShare * trials.Count), _options.MostGood);
        return [.. trials.OrderBy(t => double.IsNaN(t.Objective) ? 1 : 0).ThenBy(t => t.Objective).ThenBy(t => t.Number).Take(count)
            .Select(t => t.Number)];
    }

    /// <summary>
    /// The shares of the choices after observations: a row for each, one share more for what was seen, and an even row; their mean.
    /// </summary>
    internal static double[] Shares(IReadOnlyList<double> observations, int choices)
    {
        var kernels = observations.Count + 1;
        var rows = ParzenEstimator.FadingWeights(observations.Count);
        var shares = Enumerable.Repeat(rows[^1] / choices, choices).ToArray();
        for (var j = 0; j < observations.Count; j++)
        {
            for (var c = 0; c < choices; c++)
            {
                var raw = (1.0 / kernels) + ((int)observations[j] == c ? 1 : 0);
                shares[c] += rows[j] * raw / (((double)choices / kernels) + 1);
            }
        }

        return shares;
    }

    private double Best(SearchParameter parameter, IReadOnlyList<double> good, IReadOnlyList<double> rest, RandomStream stream) =>
        parameter switch
    {
        FloatParameter { IsLogarithmic: true } p => Math.Clamp(Math.Exp(Continuous(
            [.. good.Select(static x => Math.Log(x))], [.. rest.Select(static x => Math.Log(x))], Math.Log(p.Low), Math.Log(p.High),
                stream)), p.Low, p.High),
        FloatParameter p => Continuous(good, rest, p.Low, p.High, stream),
        IntegerParameter p => Whole(good, rest, p, stream),
        CategoricalParameter p => Choice(Shares(good, p.Choices.Count), Shares(rest, p.Choices.Count), stream),
        _ => RandomSuggestions.Draw(parameter, stream),
    };

    private double Continuous(IReadOnlyList<double> good, IReadOnlyList<double> rest, double low, double high, RandomStream stream)
    {
        var (l, g) = (new ParzenEstimator(good, low, high), new ParzenEstimator(rest, low, high));
        return Enumerable.Range(0, _options.Candidates).Select(_ => l.Draw(stream))
            .MaxBy(x => Math.Log(l.Density(x)) - Math.Log(g.Density(x)));
    }

    private double Whole(IReadOnlyList<double> good, IReadOnlyList<double> rest, IntegerParameter p, RandomStream stream)
    {
        const double half = 0.5;
        var (l, g) = (new ParzenEstimator(good, p.Low - half, p.High + half), new ParzenEstimator(rest, p.Low - half, p.High + half));
        double Ratio(double k) => Math.Log(l.Mass(k - half, k + half)) - Math.Log(g.Mass(k - half, k + half));
        return Enumerable.Range(0, _options.Candidates).Select(_ => Math.Clamp(Math.Round(l.Draw(stream)), p.Low, p.High)).MaxBy(Ratio);
    }

    private double Choice(double[] good, double[] rest, RandomStream stream)
    {
        return Enumerable.Range(0, _options.Candidates).Select(_ => Draw()).MaxBy(c => Math.Log(good[c]) - Math.Log(rest[c]));

        int Draw()
        {
            var (u, c) = (stream.NextDouble(), 0);
            for (; c < good.Length - 1 && u >= good[c]; c++)
            {
                u -= good[c];
            }

            return c;
        }
    }
}
