using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Fitting;

/// <summary>Lognormal, log-logistic and Weibull side by side: Akaike's criterion and the leave-one-out score.</summary>
public static class FormComparison
{
    /// <summary>Fits each form, and again without each record in turn.</summary>
    /// <param name="records">Records with failures and survivals; at least 3.</param>
    /// <returns>A row for each form, the lowest AIC first.</returns>
    /// <exception cref="ArgumentException">There are fewer than 3 records, or a fit is refused.</exception>
    public static IReadOnlyList<FormComparisonRow> Compute(FragilityRecords records)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (records.Count < 3)
            throw new ArgumentException(
                $"{records.Name} has {records.Count} records; expected at least 3 to leave one out");
        return [.. Enum.GetValues<FragilityForm>().Select(form => Row(records, form)).OrderBy(row => row.Fit.Aic)];
    }

    private static FormComparisonRow Row(FragilityRecords records, FragilityForm form)
    {
        var options = new FragilityFitOptions { Form = form };
        var fit = FragilityFit.Compute(records, options);
        var sum = 0.0;
        for (var left = 0; left < records.Count; left++)
        {
            int[] others = [.. Enumerable.Range(0, records.Count).Where(i => i != left)];
            var rest = records.Select(others);
            if (rest.FailureCount == 0 || rest.FailureCount == rest.TrialCount) return new FormComparisonRow(form, fit, double.NaN);
            sum += CurveScore.LogLoss(FragilityFit.Compute(rest, options).Curve, records.Select(left));
        }

        return new FormComparisonRow(form, fit, sum / records.TrialCount);
    }
}
