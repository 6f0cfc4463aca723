using Counterpoise.Deploy.Onnx;
using Counterpoise.TableModels;
using Onnx;

namespace Counterpoise.Deploy.TableExport;

/// <summary>
/// Writes a model of tables as ONNX (operator set 13 and ai.onnx.ml 3): preparation of the columns, classifier, calibration, class priors
/// and decision. Inputs <c>numbers</c> [N, numbers] in double precision, NaN where missing, and <c>names</c> [N, categories], texts, empty
/// where missing, each only where the model has such columns; outputs <c>probabilities</c> [N, C] in single precision and <c>class</c> [N],
/// the place of the class that is decided. The metadata <c>numbers</c> and <c>names</c> are the names of the inputs' columns (JSON arrays);
/// the others are those of <see cref="TableOnnxCard"/>, by which the file alone is enough to predict.
/// </summary>
/// <remarks>
/// Trees give their sums in single precision, as the operator does, so probabilities agree to about 1e-6; a threshold is lowered by a
/// relative 5e-7, since it often is the very probability of a leaf.
/// </remarks>
public static class TableOnnxExporter
{
    /// <summary>Writes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="NotSupportedException">The classifier cannot be written as a formula, such as one that keeps its training rows.
    /// </exception>
    public static byte[] Export(TableModel model, TableOnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new TableOnnxOptions();
        var (card, writer) = (model.Card, new OnnxGraphWriter());
        var columns = TableVectors.Columns(card);
        var forms = new OnnxForms(writer);
        var p = Probabilities(writer, forms, model, OnnxPreparation.Add(writer, columns));
        if (options.Correction is { } correction) p = forms.Reweight(p, [.. correction.Factors]);
        writer.Add("Cast", [p], "probabilities", ("to", (int)TensorProto.Types.DataType.Float));
        OnnxDecision.Add(writer, options.Correction is null ? card.Decision : null, card.PositiveClass, p);
        writer.Output("probabilities", "N", card.ClassNames.Count);
        writer.Output("class", TensorProto.Types.DataType.Int64, "N");
        return writer.Write(TableOnnxCard.Write(card, options.Correction));
    }

    /// <summary>
    /// Adds classifier, calibration and adjustment behind prepared columns [N, d]: probabilities [N, C] in double precision.
    /// </summary>
    internal static string Probabilities(OnnxGraphWriter writer, OnnxForms forms, TableModel model, string prepared)
    {
        var p = forms.Add(model.Classifier.Describe(), prepared);
        if (model.Card.Calibration is { } calibration) p = OnnxCalibration.Add(writer, calibration, p);
        return model.Adjustment is { } adjustment ? forms.Reweight(p, [.. adjustment.Factors]) : p;
    }
}
