using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Hyperspectral;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Predictions of pixels on the command line.</summary>
internal static class PixelPredictions
{
    private const int Shown = 20;

    /// <summary>Predicts one table or folder of patches and writes the predictions.</summary>
    public static int Run(ParseResult parsed, string model, IReadOnlyList<string> inputs, PredictionFormat? asked, string? file,
        CancellationToken cancellationToken)
    {
        if (inputs is not [var path])
        {
            throw new InputException($"'{model}' is a model of pixels, and {inputs.Count} files are given: give one table or folder at a "
                + "time");
        }

        if (file is not null)
        {
            OutputPath.RequireOther(file, [model, .. OutputPath.Within(path)]);
        }

        var result = PixelPredicting.Run(model, path, cancellationToken);
        PredictionTable.Write(parsed, result.Count, result.ToTable, () => Json(model, result), () => Show(result), asked, file);
        return ExitCode.Ok;
    }

    private static string Json(string model, PixelPredictionResult result)
    {
        var (chosen, classes) = (result.Classes(), result.ClassNames.Count);
        return Terminal.ToJson(new
        {
            model,
            classes = result.ClassNames,
            pixels = chosen.Select((c, i) => new
            {
                place = result.Places.ToDictionary(p => p.Name, p => p.Text(i)),
                Class = result.ClassNames[c],
                probability = result.Probabilities[(i * classes) + c],
                probabilities = result.ClassNames.Select((name, k) => (name, k))
                    .ToDictionary(x => x.name, x => result.Probabilities[(i * classes) + x.k]),
            }),
        });
    }

    private static void Show(PixelPredictionResult result)
    {
        var (chosen, classes, shown) = (result.Classes(), result.ClassNames.Count, Math.Min(Shown, result.Count));
        Terminal.WriteTable($"{result.Count} pixels", ["class", ">pixels"], result.ClassNames.Select((name, c) => new[] { name,
            chosen.Count(own => own == c).ToString(CultureInfo.InvariantCulture) }));
        Terminal.WriteTable($"{shown} of {result.Count} pixels; --out writes all",
            [.. result.Places.Select(p => p.Name), "class", ">probability"],
            Enumerable.Range(0, shown).Select(i => (string[])
            [
                .. result.Places.Select(p => p.Text(i)), result.ClassNames[chosen[i]],
                result.Probabilities[(i * classes) + chosen[i]].ToString("0.000", CultureInfo.InvariantCulture),
            ]));
    }
}
