using Counterpoise.Calibration;
using Counterpoise.TableModels;
using static Counterpoise.Deploy.TableExport.CText;

namespace Counterpoise.Deploy.TableExport;

/// <summary>What follows the classifier, as C: calibration, class priors, decision.</summary>
internal static class CDecision
{
    private const double Least = 1e-12;

    /// <summary>Lines that change the probabilities <c>p</c>.</summary>
    public static string After(TableModel model, PriorCorrection? correction, CForms forms, CText text)
    {
        var (card, lines) = (model.Card, "");
        if (card.Calibration is { } calibration) lines += Calibrate(calibration, forms, text);
        foreach (var (name, factors) in new[] { ("shares", model.Adjustment), ("priors", correction) })
        {
            if (factors is null) continue;
            forms.Need(CFormKernels.Reweight);
            forms.Add(text.Reals(name, factors.Factors));
            lines += Line($"    reweight(p, {name}, {factors.Factors.Count});");
        }

        return lines;
    }

    /// <summary>Lines that give back the class of probabilities <c>p</c>.</summary>
    public static string Decide(TableModelCard card, PriorCorrection? correction, CText text)
    {
        var (decision, classes) = (correction is null ? card.Decision : null, card.ClassNames.Count);
        if (decision?.Threshold is { } threshold)
            return Line($"    return p[{card.PositiveClass}] >= {text.Real(threshold)} ? {card.PositiveClass} : {1 - card.PositiveClass};");
        if (decision is null)
            return "    int best = 0;\n" + Line($"    for (int c = 1; c < {classes}; c++) if (p[c] > p[best]) best = c;")
                + "    return best;\n";
        return "    " + text.Reals("weights", decision.Weights).Replace("\n", "\n    ", StringComparison.Ordinal).TrimEnd() + "\n"
            + "    int best = 0;\n"
            + Line($"    for (int c = 1; c < {classes}; c++) if (weights[c] * p[c] > weights[best] * p[best]) best = c;")
            + "    return best;\n";
    }

    private static string Calibrate(ProbabilityCalibration calibration, CForms forms, CText text)
    {
        var (classes, positive, numbers, least) = (calibration.ClassCount, calibration.PositiveClass, calibration.Numbers,
            text.Real(Least));
        string pair = Line($"    p[{positive}] = v;") + Line($"    p[{1 - positive}] = ONE - v;");
        switch (calibration.Kind)
        {
            case CalibrationKind.Temperature:
                forms.Need(CFormKernels.Softmax);
                forms.Need(CFormKernels.Clipped);
                return Line($"    for (int c = 0; c < {classes}; c++) p[c] = clipped_log(p[c], {least}) / {text.Real(numbers[0])};")
                    + Line($"    softmax(p, {classes});");
            case CalibrationKind.Platt:
                forms.Need(CFormKernels.Clipped);
                return Line($"    real v = p[{positive}];")
                    + Line($"    v = clipped_log(v, {least}) - clipped_log(ONE - v, {least});")
                    + Line($"    v = ONE / (ONE + EXP({text.Real(numbers[0])} * v + {text.Real(numbers[1])}));") + pair;
            default:
                forms.Need(CFormKernels.Steps);
                forms.Add(text.Reals("corners", numbers));
                return Line($"    real v = steps(p[{positive}], corners, corners + {numbers.Count / 2}, {numbers.Count / 2});") + pair;
        }
    }
}
