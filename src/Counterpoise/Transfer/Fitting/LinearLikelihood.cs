using Counterpoise.Numerics;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Fitting;

/// <summary>
/// −ln likelihood (no binomial constant) in the coefficients of η = offset + X c, P = F(η), with independent normal priors where
/// given. Convex for all three forms, so that Newton's method finds its one minimum from anywhere.
/// </summary>
internal sealed class LinearLikelihood(DenseMatrix x, double[] failures, double[] survivals, FragilityForm form, double[]? offset = null,
    NormalPrior?[]? priors = null)
    : ISmoothFunction
{
    public int Size => x.Columns;

    public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        gradient.Clear();
        var value = 0.0;
        for (var i = 0; i < x.Rows; i++)
        {
            var (log, slope, _) = Terms(i, Predictor(i, at));
            value -= log;
            var row = x.Row(i);
            for (var j = 0; j < row.Length; j++) gradient[j] -= slope * row[j];
        }

        for (var j = 0; j < Size && priors is not null; j++)
        {
            if (priors[j] is not { } prior) continue;
            var distance = at[j] - prior.Mean;
            gradient[j] += distance * prior.Precision;
            value += 0.5 * distance * distance * prior.Precision;
        }

        return value;
    }

    public DenseMatrix Hessian(ReadOnlySpan<double> at) => Sum(at, (i, eta) => -Terms(i, eta).Bend);

    /// <summary>The expected information of the likelihood and the priors' precisions.</summary>
    public DenseMatrix ExpectedInformation(ReadOnlySpan<double> at) => Sum(at, (i, eta) =>
        -(failures[i] + survivals[i]) * FormFunction.LogProbability(form, eta).First * FormFunction.LogSurvival(form, eta).First);

    /// <summary>The gradient of each record's ln likelihood, [records, coefficients].</summary>
    public DenseMatrix Scores(ReadOnlySpan<double> at)
    {
        var scores = new DenseMatrix(x.Rows, Size);
        for (var i = 0; i < x.Rows; i++)
        {
            var slope = Terms(i, Predictor(i, at)).Slope;
            for (var j = 0; j < Size; j++) scores[i, j] = slope * x[i, j];
        }

        return scores;
    }

    private double Predictor(int i, ReadOnlySpan<double> at)
    {
        var eta = offset?[i] ?? 0;
        var row = x.Row(i);
        for (var j = 0; j < row.Length; j++) eta += row[j] * at[j];
        return eta;
    }

    private DenseMatrix Sum(ReadOnlySpan<double> at, Func<int, double, double> weight)
    {
        var sum = new DenseMatrix(Size, Size);
        for (var i = 0; i < x.Rows; i++)
        {
            var w = weight(i, Predictor(i, at));
            var row = x.Row(i);
            for (var j = 0; j < Size; j++)
            {
                for (var k = 0; k <= j; k++) sum[j, k] += w * row[j] * row[k];
            }
        }

        for (var j = 0; j < Size; j++)
        {
            sum[j, j] += priors?[j]?.Precision ?? 0;
            for (var k = 0; k < j; k++) sum[k, j] = sum[j, k];
        }

        return sum;
    }

    private (double Log, double Slope, double Bend) Terms(int i, double eta)
    {
        var (log, slope, bend) = (0.0, 0.0, 0.0);
        if (failures[i] > 0)
        {
            var (value, first, second) = FormFunction.LogProbability(form, eta);
            (log, slope, bend) = (failures[i] * value, failures[i] * first, failures[i] * second);
        }

        if (survivals[i] > 0)
        {
            var (value, first, second) = FormFunction.LogSurvival(form, eta);
            (log, slope, bend) = (log + (survivals[i] * value), slope + (survivals[i] * first), bend + (survivals[i] * second));
        }

        return (log, slope, bend);
    }
}
