using System.Globalization;
using Counterpoise.Statistics;

namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>
/// Class priors of a window without labels: expectation maximisation over the model's probabilities,
/// π_c ← mean of p(c|x) π_c/π⁰_c / Σ_k p(k|x) π_k/π⁰_k, tested by the likelihood ratio 2 Σ ln Σ_c p(c|x) π_c/π⁰_c, which is χ² with C − 1
/// degrees of freedom.
/// </summary>
/// <remarks>
/// It holds where only the priors change and the probabilities are calibrated; where the classes themselves move, or the model is
/// over-confident, the priors it finds are wrong. O(n C) an iteration. Reference: Saerens, Latinne and Decaestecker, "Adjusting the outputs
/// of a classifier to new a priori probabilities", Neural Computation 2002, doi:10.1162/089976602753284446.
/// </remarks>
public sealed class PriorShift : IReferenceDetector
{
    private const int MostIterations = 1000;

    /// <inheritdoc/>
    public string Name => "prior-shift";

    /// <inheritdoc/>
    public DriftInputs Needs => DriftInputs.Probabilities;

    /// <summary>The most likely class priors of rows.</summary>
    /// <param name="probabilities">Calibrated probabilities of a model that was made for <paramref name="priors"/>, row-major n × C, n at
    /// least 1.</param>
    /// <param name="priors">Class priors that the model supposes, [C], above 0.</param>
    /// <returns>Class priors of the rows, [C], which sum to 1.</returns>
    /// <exception cref="ArgumentException">The shapes do not meet, or a prior is not above 0.</exception>
    public static double[] Estimate(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> priors)
    {
        var classes = priors.Length;
        if (classes < 2 || probabilities.Length == 0 || probabilities.Length % classes != 0)
            throw new ArgumentException(
                $"found {probabilities.Length} probabilities for {classes} classes; expected at least one row and two classes",
                nameof(probabilities));
        foreach (var prior in priors)
            if (!(prior > 0 && double.IsFinite(prior))) throw new ArgumentException(
                $"found a class prior of {prior}; expected above 0: a class that the model was never shown cannot be estimated",
                nameof(priors));
        double[] shares = priors.ToArray(), next = new double[classes];
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            Array.Clear(next);
            for (var start = 0; start < probabilities.Length; start += classes) AddPosterior(probabilities.Slice(start, classes), shares,
                priors, next);
            var sum = next.Sum();
            var moved = 0.0;
            for (var c = 0; c < classes; c++)
            {
                next[c] /= sum;
                moved = Math.Max(moved, Math.Abs(next[c] - shares[c]));
            }

            (shares, next) = (next, shares);
            if (moved < 1e-10) break;
        }

        return shares;
    }

    private static void AddPosterior(ReadOnlySpan<double> row, double[] shares, ReadOnlySpan<double> priors, double[] sums)
    {
        var evidence = 0.0;
        for (var c = 0; c < row.Length; c++) evidence += row[c] * shares[c] / priors[c];
        if (evidence <= 0) return;
        for (var c = 0; c < row.Length; c++) sums[c] += row[c] * shares[c] / priors[c] / evidence;
    }

    /// <inheritdoc/>
    public IFittedReferenceDetector Fit(DriftWindow reference, CancellationToken cancellationToken = default)
    {
        WindowCheck.RequireReference(reference, Needs, Name);
        var classes = reference.ClassNames.Count;
        // The mean probability is what the model itself holds the shares to be; it is above 0 for every class that it knows.
        var priors = Enumerable.Range(0, classes).Select(c => Enumerable.Range(0, reference.Rows)
            .Average(i => reference.Probabilities![(i * classes) + c])).ToArray();
        return new Fitted(Name, reference, priors);
    }

    private sealed class Fitted(string name, DriftWindow reference, double[] priors) : IFittedReferenceDetector
    {
        public IReadOnlyList<DriftFinding> Examine(DriftWindow window, double level = .05, CancellationToken cancellationToken = default)
        {
            var reason = WindowCheck.Refuse(window, reference, DriftInputs.Probabilities, level)
                ?? (priors.Any(p => p <= 0) || priors.Length < 2 ? "the reference gives a class no probability at all" : null);
            if (reason is not null) return [WindowCheck.NotTested(name, "classes", window.Rows, reason)];
            var shares = Estimate(window.Probabilities, priors);
            var ratio = Math.Max(0, LikelihoodRatio(window.Probabilities!, shares));
            var p = ChiSquared.UpperTail(ratio, priors.Length - 1);
            var note = string.Join(", ", shares.Select((s, c) =>
                string.Create(CultureInfo.InvariantCulture, $"{reference.ClassNames[c]} {priors[c]:0.###} → {s:0.###}")));
            return WindowCheck.Judge([new DriftFinding(name, "classes", ratio, p, p, DriftLevel.Stable, window.Rows, note)],
                WindowCheck.ByPValue(level));
        }

        private double LikelihoodRatio(double[] probabilities, double[] shares)
        {
            var sum = 0.0;
            for (var start = 0; start < probabilities.Length; start += priors.Length)
            {
                var evidence = 0.0;
                for (var c = 0; c < priors.Length; c++) evidence += probabilities[start + c] * shares[c] / priors[c];
                if (evidence > 0) sum += Math.Log(evidence);
            }

            return 2 * sum;
        }
    }
}
