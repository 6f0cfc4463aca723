using Counterpoise.Reports.Html;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Reports.Fragility;

/// <summary>How well each form of curve fits.</summary>
internal static class FormSection
{
    public static Section From(FragilitySummary summary)
    {
        var table = new HtmlTable("Maximum likelihood fits; the lowest AIC and the lowest leave-one-out log loss are best", "form", "θ",
            "β", "AIC", "leave-one-out log loss");
        foreach (var structure in summary.Structures.Where(s => s.Forms.Count > 0))
        {
            table.Group(structure.Name);
            foreach (var row in structure.Forms)
                table.Row(Text(Name(row.Form)), Text(CurveText.Value(row.Fit.Curve.Median)), Text(CurveText.Value(row.Fit.Curve.Beta)),
                    Text(CurveText.Value(row.Fit.Aic)), Text(CurveText.Value(row.LeaveOneOut)));
        }

        return new Section("forms", "Other forms", table.Render());
    }

    private static string Name(FragilityForm form) => form switch { FragilityForm.Lognormal => "lognormal", FragilityForm.LogLogistic =>
        "log-logistic (logit)", _ => "Weibull" };

    private static Markup Text(string text) => Markup.Of($"{text}");
}
