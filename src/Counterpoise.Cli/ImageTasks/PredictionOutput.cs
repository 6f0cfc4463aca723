using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Predictions of images as JSON, or as a table for people.</summary>
internal static class PredictionOutput
{
    public static string Json(string model, ModelCard card, IReadOnlyList<ImagePrediction> predictions,
        IReadOnlyList<UnreadableImage> unreadable) => Terminal.ToJson(new
    {
        model,
        card.Architecture,
        classes = card.ClassNames,
        images = predictions.Select(p => new
        {
            p.Image,
            Class = card.ClassNames[p.Class],
            probability = Math.Round(p.Probabilities[p.Class], 6),
            probabilities = card.ClassNames.Select((name, c) => (name, c))
                .ToDictionary(x => x.name, x => Math.Round(p.Probabilities[x.c], 6)),
        }),
        unreadable = unreadable.Select(u => new { image = u.Name, reason = OptionNames.Word(u.Reason) }),
    });

    public static void WriteTable(ModelCard card, IReadOnlyList<ImagePrediction> predictions) =>
        Terminal.WriteTable($"{predictions.Count} images, {card.Architecture}", ["image", "class", ">probability", "next", ">probability"],
            predictions.Select(p => new[]
        {
            p.Image, card.ClassNames[p.Class], Number(p.Probabilities[p.Class]), card.ClassNames[p.Next], Number(p.Probabilities[p.Next]),
        }));

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
