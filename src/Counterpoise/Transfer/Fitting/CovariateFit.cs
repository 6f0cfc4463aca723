using Counterpoise.Messages;
using Counterpoise.Numerics;
using Counterpoise.Statistics;
using Counterpoise.Transfer.Curves;
using MathNet.Numerics.Distributions;

namespace Counterpoise.Transfer.Fitting;

/// <summary>A fitted P(failure | z) = F(a + bᵀz): probit, logit or complementary log-log regression with covariates.</summary>
/// <param name="Name">What the records were of.</param>
/// <param name="Form">The shape.</param>
/// <param name="FeatureNames">A name per feature.</param>
/// <param name="Coefficients">The intercept a, then b, [1 + features].</param>
/// <param name="Covariance">Covariance of the coefficients.</param>
/// <param name="NegativeLogLikelihood">−Σ k ln p + (n−k) ln(1−p), without binomial constant or priors.</param>
public sealed record CovariateFit(
    string Name, FragilityForm Form, IReadOnlyList<string> FeatureNames, IReadOnlyList<double> Coefficients, DenseMatrix Covariance,
        double NegativeLogLikelihood)
{
    // Under separation the information in some direction falls to 0; no coefficient that data tell of is this uncertain.
    private const double LargestStandardError = 50;

    /// <summary>Standard error of each coefficient.</summary>
    public IReadOnlyList<double> StandardErrors => [.. Enumerable.Range(0, Covariance.Rows).Select(j => Math.Sqrt(Covariance[j, j]))];

    /// <summary>Fits by Newton's method, a convex problem; O(records · features²) a step.</summary>
    /// <param name="records">The records; more than features.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The options cannot be used, or the likelihood has no maximum: no failure, nothing but failures,
    /// or separation.</exception>
    public static CovariateFit Compute(CovariateRecords records, CovariateFitOptions? options = null)
    {
        options ??= new CovariateFitOptions();
        return Compute(records, options, weights: null);
    }

    internal static CovariateFit Compute(CovariateRecords records, CovariateFitOptions options, double[]? weights)
    {
        ArgumentNullException.ThrowIfNull(records);
        options.Validate();
        if (options.Covariance == CovarianceKind.ClusterRobust && records.Events is null)
            throw new ArgumentException(
                $"{records.Name}: a cluster-robust covariance needs the event of each record, and there is none: give events, or take "
                    + $"the sandwich");
        var size = records.Features.Columns + 1;
        if (options.Priors is { } given && given.Count != size)
            throw new ArgumentException($"{records.Name}: found {given.Count} priors; expected {size}, the intercept's first",
                nameof(options));
        var likelihood = new LinearLikelihood(WithIntercept(records.Features), Counts(records.Failures, weights),
            Counts([.. records.Trials.Zip(records.Failures, (n, k) => n - k)], weights), options.Form, priors: options.Priors?.ToArray());
        var at = Minimize(records, options, likelihood, size);
        var information = options.Covariance == CovarianceKind.Expected ? likelihood.ExpectedInformation(at) : likelihood.Hessian(at);
        var inverse = ParameterCovariance.Inverse(information)
            ?? throw Unidentified(records.Name, "features that are constant or combinations of each other");
        var covariance = options.Covariance switch
        {
            CovarianceKind.Sandwich => ParameterCovariance.Sandwich(inverse, likelihood.Scores(at), null, options.SmallSampleFactor),
            CovarianceKind.ClusterRobust => ParameterCovariance.Sandwich(inverse, likelihood.Scores(at), records.Events,
                options.SmallSampleFactor),
            _ => inverse,
        };
        var fit = new CovariateFit(records.Name, options.Form, records.FeatureNames, at, covariance, 0);
        return fit with { NegativeLogLikelihood = fit.LogScore(records) };
    }

    /// <summary>P(failure).</summary>
    /// <param name="features">The features of one structure, [features].</param>
    public double Probability(ReadOnlySpan<double> features) => FormFunction.Probability(Form, Predictor(features));

    /// <summary>The interval of P(failure) by the delta method on the linear predictor.</summary>
    /// <param name="features">The features of one structure, [features].</param>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    public Interval Band(ReadOnlySpan<double> features, double confidence = 0.9)
    {
        Interval.CheckConfidence(confidence);
        double[] row = [1, .. features];
        var variance = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            for (var j = 0; j < row.Length; j++) variance += row[i] * row[j] * Covariance[i, j];
        }

        var (eta, half) = (Predictor(features), Normal.InvCDF(0, 1, 0.5 + (confidence / 2)) * Math.Sqrt(variance));
        return new Interval(FormFunction.Probability(Form, eta - half), FormFunction.Probability(Form, eta + half), confidence);
    }

    /// <summary>−ln likelihood of records under this fit, without binomial constant.</summary>
    /// <param name="records">Records with the same features.</param>
    public double LogScore(CovariateRecords records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var sum = 0.0;
        for (var i = 0; i < records.Count; i++)
        {
            var (eta, failures) = (Predictor(records.Features.Row(i)), records.Failures[i]);
            if (failures > 0) sum -= failures * FormFunction.LogProbability(Form, eta).Value;
            if (failures < records.Trials[i]) sum -= (records.Trials[i] - failures) * FormFunction.LogSurvival(Form, eta).Value;
        }

        return sum;
    }

    /// <summary>
    /// The curve over the intensity at given other features, where one feature is ln(intensity): θ = exp(−(a + cᵀz)/b), β = 1/b.
    /// </summary>
    /// <param name="logIntensity">Name of the feature that is ln(intensity).</param>
    /// <param name="features">The features of one structure, [features]; the value of <paramref name="logIntensity"/> is passed
    /// over.</param>
    /// <exception cref="ArgumentException">There is no such feature, or its coefficient is not above 0.</exception>
    public ParametricCurve CurveAt(string logIntensity, ReadOnlySpan<double> features)
    {
        var place = FeatureNames.ToList().IndexOf(logIntensity);
        if (place < 0) throw new ArgumentException($"there is no feature '{logIntensity}'; there are {string.Join(", ", FeatureNames)}",
            nameof(logIntensity));
        double[] row = [1, .. features];
        row[place + 1] = 0;
        var (slope, level) = (Coefficients[place + 1], row.Zip(Coefficients, (x, c) => x * c).Sum());
        if (!(slope > 0))
            throw new ArgumentException(
                $"the coefficient of '{logIntensity}' is {slope:G4}: failures do not become more frequent with it, and there is no curve "
                    + $"of it", nameof(logIntensity));
        var jacobian = new DenseMatrix(2, row.Length);
        for (var j = 0; j < row.Length; j++) jacobian[0, j] = -row[j] / slope;
        (jacobian[0, place + 1], jacobian[1, place + 1]) = (level / (slope * slope), -1 / slope);
        var covariance = ParameterCovariance.Transformed(jacobian, Covariance);
        return new ParametricCurve(Math.Exp(-level / slope), 1 / slope, Form,
            new LogCovariance(covariance[0, 0], covariance[0, 1], covariance[1, 1]));
    }

    private double Predictor(ReadOnlySpan<double> features)
    {
        if (features.Length != Coefficients.Count - 1)
            throw new ArgumentException(
                $"found {features.Length} features; expected {Coefficients.Count - 1}: {string.Join(", ", FeatureNames)}",
                    nameof(features));
        var eta = Coefficients[0];
        for (var j = 0; j < features.Length; j++) eta += Coefficients[j + 1] * features[j];
        return eta;
    }

    private static double[] Minimize(CovariateRecords records, CovariateFitOptions options, LinearLikelihood likelihood, int size)
    {
        var plain = options.Estimator == FragilityEstimator.MaximumLikelihood;
        var failures = records.FailureCount;
        if (plain && (failures == 0 || failures == records.Trials.Sum()))
            throw Unidentified(records.Name, failures == 0 ? "no failure" : "nothing but failures");
        ISmoothFunction function = options.Estimator == FragilityEstimator.Firth ? new JeffreysPenalty(likelihood) : likelihood;
        var found = NewtonMinimizer.Run(function, new double[size], 1e-8, 200, CancellationToken.None);
        return plain && (IsSeparated(records, likelihood.Hessian(found.At)) || (!found.Converged && found.LargestGradient > 1e-4))
            ? throw Unidentified(records.Name,
                "failures and survivals that the features separate without error, or features that repeat each other")
            : found.At;
    }

    private static bool IsSeparated(CovariateRecords records, DenseMatrix information) =>
        ParameterCovariance.Inverse(information) is { } covariance
        && Enumerable.Range(1, covariance.Rows - 1).Any(j =>
            Math.Sqrt(covariance[j, j]) * Deviation(records.Features.Column(j - 1)) > LargestStandardError);

    private static DataMismatchException Unidentified(string name, string found) =>
        new($"{name} has {found}: the likelihood has no maximum. Take {new ChoicePart(FragilityEstimator.Firth)} (Firth's penalty), or "
            + $"priors of the coefficients (maximum a posteriori)");

    private static DenseMatrix WithIntercept(DenseMatrix features)
    {
        var x = new DenseMatrix(features.Rows, features.Columns + 1);
        for (var i = 0; i < x.Rows; i++)
        {
            x[i, 0] = 1;
            features.Row(i).CopyTo(x.Row(i)[1..]);
        }

        return x;
    }

    private static double Deviation(double[] values) => Math.Sqrt(Samples.Variance(values, 0));

    private static double[] Counts(int[] counts, double[]? weights) => [.. counts.Select((k, i) => k * (weights?[i] ?? 1))];
}
