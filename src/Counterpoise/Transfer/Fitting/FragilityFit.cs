using Counterpoise.Messages;
using Counterpoise.Numerics;
using Counterpoise.Transfer.Curves;
using MathNet.Numerics;

namespace Counterpoise.Transfer.Fitting;

/// <summary>A fitted curve of θ and β with what is to be known of the fit.</summary>
/// <param name="Name">What the records were of.</param>
/// <param name="Curve">θ, β and their covariance; without one where it could not be found.</param>
/// <param name="Estimator">How it was estimated.</param>
/// <param name="Covariance">How the covariance was found; observed information where β was held fixed.</param>
/// <param name="NegativeLogLikelihood">−Σ k ln p + (n−k) ln(1−p) at the estimate: without binomial constant, weights or priors.</param>
/// <param name="Records">Number of records.</param>
/// <param name="Trials">Structures exposed.</param>
/// <param name="Failures">Failures.</param>
/// <param name="Notes">What is unusual.</param>
public sealed record FragilityFit(
    string Name, ParametricCurve Curve, FragilityEstimator Estimator, CovarianceKind Covariance, double NegativeLogLikelihood,
    int Records, int Trials, int Failures, IReadOnlyList<FragilityNote> Notes)
{
    /// <summary>ln likelihood with the binomial constant Σ ln C(n, k), as other tools print it.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Akaike's criterion, 2 · 2 − 2 ln likelihood; lower is better among forms of the same records.</summary>
    public double Aic => 4 - (2 * LogLikelihood);

    /// <summary>Whether a flag was raised.</summary>
    /// <param name="flag">The flag.</param>
    public bool Has(FragilityFlag flag) => Notes.Any(n => n.Flag == flag);

    /// <summary>
    /// Fits P(failure | x) = F((ln x − ln θ)/β): a convex problem in −ln θ/β and 1/β, by Newton's method; O(records) a step, a handful
    /// of steps.
    /// </summary>
    /// <param name="records">The records; at least one.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The options cannot be used, there are no records, or maximum likelihood is asked for without
    /// failures or survivals.</exception>
    public static FragilityFit Compute(FragilityRecords records, FragilityFitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        options ??= new FragilityFitOptions();
        options.Validate();
        return Compute(records, options, weights: null);
    }

    internal static FragilityFit Compute(FragilityRecords records, FragilityFitOptions options, double[]? weights)
    {
        if (records.Count == 0) throw new ArgumentException($"{records.Name}: there is no record to fit a curve to; expected at least one");
        if (options.Covariance == CovarianceKind.ClusterRobust && records.Events is null)
            throw new ArgumentException(
                $"{records.Name}: a cluster-robust covariance needs the event of each record, and there is none: give events, or take "
                    + $"the sandwich");
        var notes = new List<FragilityNote>();
        RequireBothOutcomes(records, options.Estimator, notes);
        var sample = BinomialSample.From(records, options.FailureWeight, weights);
        var shift = Math.Log(options.FailureWeight);
        var (at, heldBeta) = options.Estimator == FragilityEstimator.MaximumAPosteriori ? (Posterior(sample, options, notes), false)
            : Likelihood(sample, options, shift, notes);
        var likelihood = new LocationScaleLikelihood(sample, options.Form, shift, options.MedianPrior, options.BetaPrior);
        var kind = heldBeta ? CovarianceKind.Observed : options.Covariance;
        var covariance = heldBeta ? HeldBeta(likelihood, at) : Free(likelihood, at, options, sample.Clusters);
        var plain = new LocationScaleLikelihood(BinomialSample.From(records), options.Form).Evaluate(at, stackalloc double[2]);
        var constant = records.Trials.Select((n, i) => SpecialFunctions.BinomialLn(n, records.Failures[i])).Sum();
        var curve = new ParametricCurve(Math.Exp(at[0]), Math.Exp(at[1]), options.Form, covariance);
        return new FragilityFit(records.Name, curve, options.Estimator, kind, plain, records.Count, records.TrialCount,
            records.FailureCount, notes) { LogLikelihood = constant - plain };
    }

    private static void RequireBothOutcomes(FragilityRecords records, FragilityEstimator estimator, List<FragilityNote> notes)
    {
        var (failures, trials) = (records.FailureCount, records.TrialCount);
        if (failures > 0 && failures < trials) return;
        var found = failures == 0 ? $"no failure among {trials} exposed" : $"nothing but failures, {failures} of {trials}";
        if (estimator == FragilityEstimator.MaximumLikelihood)
        {
            throw new DataMismatchException($"{records.Name} has {found}: the likelihood has no maximum. Take "
                + $"{new ChoicePart(FragilityEstimator.Firth)} (Firth's penalty), or a prior from elsewhere (maximum a posteriori, or a "
                + $"transfer strategy)");
        }

        notes.Add(new FragilityNote(failures == 0 ? FragilityFlag.NoFailures : FragilityFlag.OnlyFailures,
            $"{records.Name} has {found}: the curve leans on the penalty or prior"));
    }

    private static double[] Posterior(BinomialSample sample, FragilityFitOptions options, List<FragilityNote> notes)
    {
        var function = new LocationScaleLikelihood(sample, options.Form, 0, options.MedianPrior, options.BetaPrior);
        var found = NewtonMinimizer.Run(function, [options.MedianPrior!.Mean, options.BetaPrior!.Mean], 1e-9, 500, CancellationToken.None);
        if (!found.Converged && found.LargestGradient > 1e-5)
            notes.Add(new FragilityNote(FragilityFlag.NotConverged,
                $"the optimiser stopped at a gradient of {found.LargestGradient:0.0e0}"));
        return found.At;
    }

    private static (double[] At, bool HeldBeta) Likelihood(BinomialSample sample, FragilityFitOptions options, double shift,
        List<FragilityNote> notes)
    {
        var penalized = options.Estimator == FragilityEstimator.Firth;
        if (Separation.Find(sample) is { } separation && !penalized)
        {
            notes.Add(new FragilityNote(FragilityFlag.Separated, separation.IsRising
                ? $"every survival lies at or below {Math.Exp(separation.Low):G4} and every failure at or above "
                    + $"{Math.Exp(separation.High):G4}: the records set no lower limit to β"
                : "every failure lies at or below every survival: failures do not become more frequent with intensity"));
            return (SlopeFit.WithBeta(sample, options, shift, Bound(separation.IsRising, options, notes)), true);
        }

        var (intercept, slope) = SlopeFit.Free(sample, options, shift, notes);
        if (slope >= 1 / options.MaximumBeta && slope <= 1 / options.MinimumBeta) return ([-intercept / slope, -Math.Log(slope)], false);
        return (SlopeFit.WithBeta(sample, options, shift, Bound(slope > 1, options, notes)), true);
    }

    private static double Bound(bool isLow, FragilityFitOptions options, List<FragilityNote> notes)
    {
        notes.Add(isLow
            ? new FragilityNote(FragilityFlag.BetaAtLowerBound,
                $"β is held at its lower bound {options.MinimumBeta}: the interval of θ takes it as known")
            : new FragilityNote(FragilityFlag.BetaAtUpperBound,
                $"failures hardly become more frequent with intensity, or less; β is held at its upper bound {options.MaximumBeta}"));
        return isLow ? options.MinimumBeta : options.MaximumBeta;
    }

    private static LogCovariance? HeldBeta(LocationScaleLikelihood likelihood, double[] at) =>
        likelihood.Hessian(at)[0, 0] is var information and > 0 ? new LogCovariance(1 / information, 0, 0) : null;

    private static LogCovariance? Free(LocationScaleLikelihood likelihood, double[] at, FragilityFitOptions options, int[]? clusters)
    {
        var information = options.Covariance == CovarianceKind.Expected ? likelihood.ExpectedInformation(at) : likelihood.Hessian(at);
        if (ParameterCovariance.Inverse(information) is not { } inverse) return null;
        var covariance = options.Covariance switch
        {
            CovarianceKind.Sandwich => ParameterCovariance.Sandwich(inverse, likelihood.Scores(at), null, options.SmallSampleFactor),
            CovarianceKind.ClusterRobust => ParameterCovariance.Sandwich(inverse, likelihood.Scores(at), clusters,
                options.SmallSampleFactor),
            _ => inverse,
        };
        return new LogCovariance(covariance[0, 0], covariance[0, 1], covariance[1, 1]);
    }
}
