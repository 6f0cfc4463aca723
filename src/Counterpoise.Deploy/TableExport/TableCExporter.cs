using System.Text;
using Counterpoise.Calibration;
using Counterpoise.ClassifierForms;
using Counterpoise.Deploy.CExport;
using Counterpoise.Randomness;
using Counterpoise.TableModels;
using Counterpoise.Tables;
using static Counterpoise.Deploy.TableExport.CText;

namespace Counterpoise.Deploy.TableExport;

/// <summary>
/// Writes a model of tables as C99: preparation of the columns, classifier, calibration, class priors and decision. No allocation; exp and
/// log where the model needs them, else no library. Clean under <c>-std=c99 -Wall -Wextra -Werror -Wconversion -pedantic</c>. In double
/// precision trees give the probabilities of <see cref="TableModel.PredictProbabilities"/>, and sums of weights agree to rounding.
/// </summary>
public static class TableCExporter
{
    /// <summary>Writes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <returns><c>NAME.h</c>, <c>NAME.c</c> and, with golden rows, <c>NAME_test.c</c>, a program that checks them.</returns>
    /// <exception cref="NotSupportedException">The classifier cannot be written as a formula, such as one that keeps its training rows.
    /// </exception>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public static TableSources Export(TableModel model, TableCOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new TableCOptions();
        options.Validate();
        var (text, card) = (new CText(options.Precision), model.Card);
        var form = model.Classifier.Describe();
        var forms = new CForms(text);
        var preparation = CPreparation.Constants(card, text);
        var part = forms.Add(form);
        var after = CDecision.After(model, options.Correction, forms, text);
        var source = Source(options, forms, text, preparation, part, after, form, CDecision.Decide(card, options.Correction, text));
        // All of the row, prepared.
        var stack = (forms.StackReals + form.Columns) * text.RealBytes;
        var cost = new TableCost(text.ConstantBytes, stack, forms.Comparisons, forms.Multiplications);
        var files = new Dictionary<string, string>
        {
            [$"{options.Name}.h"] = CHeader.Write(card, options, cost, forms.NeedsMath),
            [$"{options.Name}.c"] = source,
        };
        if (options.GoldenRows > 0)
            files[$"{options.Name}_test.c"] = Check(model, options, TableVectors.Draw(card, options.GoldenRows, new RandomStream(0,
                "golden rows")));
        return new TableSources(new CSources(files), cost);
    }

    private static string Source(TableCOptions options, CForms forms, CText text, string preparation, int part, string after,
        ClassifierForm form, string decide)
    {
        var (name, upper) = (options.Name, options.Name.ToUpperInvariant());
        var source = new StringBuilder(Line($"#include \"{name}.h\""));
        if (forms.NeedsMath)
            source.Append("#include <math.h>\n").Append(Line($"#define EXP {(text.IsSingle ? "expf" : "exp")}"))
                .Append(Line($"#define LOG {(text.IsSingle ? "logf" : "log")}"));
        return source.Append(Line($"#define ONE {text.Real(1)}")).Append(Line($"#define ZERO {text.Real(0)}"))
            .Append(Line($"typedef {name}_real real;")).Append("typedef void (*member)(const real *, real *);\n\n")
            .Append(preparation).Append('\n').Append(CFormKernels.Prepare).Append("\n\n").Append(forms.Kernels).Append(forms.Parts)
            .Append(Line($"void {name}_predict(const {name}_real row[{upper}_COLUMNS], {name}_real probabilities[{upper}_CLASSES])"))
            .Append("{\n").Append(Line($"    real x[{form.Columns}], *p = probabilities;")).Append("    prepare(row, x);\n")
            .Append(Line($"    part{part}(x, p);")).Append(after).Append("}\n\n")
            .Append(Line($"int {name}_decide(const {name}_real p[{upper}_CLASSES])")).Append("{\n").Append(decide).Append("}\n").ToString();
    }

    private static string Check(TableModel model, TableCOptions options, Table rows)
    {
        var (name, upper, text) = (options.Name, options.Name.ToUpperInvariant(), new CText(options.Precision));
        var vectors = TableVectors.From(model.Card, rows);
        var probabilities = model.PredictProbabilities(rows);
        if (options.Correction is { } correction) probabilities = correction.Apply(probabilities);
        var classes = options.Correction is null ? model.Decide(probabilities)
            : new DecisionWeights([.. model.Card.ClassNames.Select(_ => 1.0)]).Decide(probabilities);
        var tolerance = text.IsSingle ? 1e-4 : 1e-9;
        string Number(double v) => double.IsNaN(v) ? "NAN" : text.Real(v);
        return new StringBuilder(Line($"#include \"{name}.h\"")).Append("#include <math.h>\n#include <stdio.h>\n\n")
            .Append(CText.Array($"{name}_real", "rows", vectors.SelectMany(v => v).Select(Number), vectors.Length * vectors[0].Length))
            .Append(CText.Array("double", "expected", probabilities.Select(new CText(RealPrecision.Double).Real), probabilities.Length))
            .Append(text.Integers("decided", classes))
            .Append("\nint main(void)\n{\n    int wrong = 0;\n    double worst = 0;\n").Append(Line($"    {name}_real p[{upper}_CLASSES];"))
            .Append(Line($"    for (int i = 0; i < {vectors.Length}; i++) {{"))
                .Append(Line($"        {name}_predict(rows + i * {upper}_COLUMNS, p);"))
            .Append(Line($"        for (int c = 0; c < {upper}_CLASSES; c++) {{"))
            .Append(Line($"            double far = fabs((double)p[c] - expected[i * {upper}_CLASSES + c]);"))
            .Append("            if (far > worst) worst = far;\n        }\n")
            .Append(Line($"        wrong += {name}_decide(p) != decided[i];")).Append("    }\n")
            .Append(Line($"    printf(\"%d of {vectors.Length} classes differ; probabilities by at most %g\\n\", wrong, worst);"))
            .Append(Line($"    return wrong != 0 || worst > {text.Real(tolerance)};")).Append("}\n").ToString();
    }
}
