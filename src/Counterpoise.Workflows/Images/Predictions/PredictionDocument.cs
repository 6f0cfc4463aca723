using System.Globalization;
using System.Text;
using Counterpoise.Files;
using Counterpoise.Vision.Models;

namespace Counterpoise.Workflows.Images;

/// <summary>Predictions of images as a table of text.</summary>
internal static class PredictionDocument
{
    /// <summary>A table with a row per image.</summary>
    /// <param name="card">The model's classes.</param>
    /// <param name="predictions">What is predicted.</param>
    /// <param name="truth">The true class of each image, for a column of its own; null where it is not known.</param>
    public static string Csv(ModelCard card, IReadOnlyList<ImagePrediction> predictions, IReadOnlyList<string>? truth = null)
    {
        var text = new StringBuilder().AppendJoin(',', [.. truth is null ? ["image"] : (string[])["image", "truth"], "class",
            "probability", .. card.ClassNames.Select(c => CsvField.Of("p_" + c))]).Append('\n');
        for (var i = 0; i < predictions.Count; i++)
        {
            var p = predictions[i];
            text.Append(CsvField.Of(p.Image)).Append(truth is null ? "" : "," + CsvField.Of(truth[i])).Append(',');
            text.AppendJoin(',', [CsvField.Of(card.ClassNames[p.Class]), Number(p.Probabilities[p.Class]),
                    .. p.Probabilities.Select(Number)])
                .Append('\n');
        }

        return text.ToString();
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
