using System.Globalization;
using System.Text;
using Counterpoise.Cli.Output;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Predictions as text, as JSON, or as a table for people.</summary>
internal static class PredictionDocument
{
    /// <summary>A table with a row per image.</summary>
    /// <param name="card">The model's classes.</param>
    /// <param name="predictions">What is predicted.</param>
    /// <param name="truth">The true class of each image, for a column of its own; null where it is not known.</param>
    public static string Csv(ModelCard card, IReadOnlyList<ImagePrediction> predictions, IReadOnlyList<string>? truth = null)
    {
        var text = new StringBuilder().AppendJoin(',', [.. truth is null ? ["image"] : (string[])["image", "truth"], "class", "probability", .. card.ClassNames.Select(c => Quote("p_" + c))]).Append('\n');
        for (var i = 0; i < predictions.Count; i++)
        {
            var p = predictions[i];
            text.Append(Quote(p.Image)).Append(truth is null ? "" : "," + Quote(truth[i])).Append(',');
            text.AppendJoin(',', [Quote(card.ClassNames[p.Class]), Number(p.Probabilities[p.Class]), .. p.Probabilities.Select(Number)]).Append('\n');
        }

        return text.ToString();
    }

    public static string Json(string model, ModelCard card, IReadOnlyList<ImagePrediction> predictions, IReadOnlyList<UnreadableImage> unreadable) => Terminal.ToJson(new
    {
        model,
        card.Architecture,
        classes = card.ClassNames,
        images = predictions.Select(p => new
        {
            p.Image,
            Class = card.ClassNames[p.Class],
            probability = Math.Round(p.Probabilities[p.Class], 6),
            probabilities = card.ClassNames.Select((name, c) => (name, c)).ToDictionary(x => x.name, x => Math.Round(p.Probabilities[x.c], 6)),
        }),
        unreadable = unreadable.Select(u => new { image = u.Name, u.Reason }),
    });

    public static void WriteTable(ModelCard card, IReadOnlyList<ImagePrediction> predictions) =>
        Terminal.WriteTable($"{predictions.Count} images, {card.Architecture}", ["image", "class", ">probability", "next", ">probability"], predictions.Select(p => new[]
        {
            p.Image, card.ClassNames[p.Class], Number(p.Probabilities[p.Class], "0.000"), card.ClassNames[p.Next], Number(p.Probabilities[p.Next], "0.000"),
        }));

    private static string Number(double value) => Number(value, "0.######");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Quote(string text) => text.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
