using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.TableModels;

namespace Counterpoise.Workflows.Embedded;

/// <summary>Features as a network takes them: centred and scaled by figures of the training windows.</summary>
internal sealed class PreparedWindows(TableModelCard card)
{
    private readonly FeaturePreparation _preparation = FeaturePreparation.From(card.Columns);
    private readonly Dictionary<SensorPart, float[][]> _rows = [];

    /// <summary>The card of the model whose figures they are.</summary>
    public TableModelCard Card => card;

    /// <summary>The rows of a part.</summary>
    public float[][] Rows(SensorPart part)
    {
        if (_rows.TryGetValue(part, out var known)) return known;
        var matrix = _preparation.Apply(part.Rows);
        return _rows[part] = [.. Enumerable.Range(0, matrix.Rows).Select(i => Array.ConvertAll(matrix.Row(i).ToArray(), v => (float)v))];
    }

    /// <summary>Training rows for the ranges of int8: as many of each class, the rare ones too.</summary>
    public float[][] Calibration(SensorPart part, int perClass, ulong seed)
    {
        var random = new RandomStream(seed, "calibration");
        return [.. part.Labelled.GroupBy(i => part.Windows[i].Label).OrderBy(g => g.Key).SelectMany(g =>
        {
            int[] rows = [.. g];
            random.Shuffle<int>(rows);
            return rows.Take(perClass);
        }).Select(i => Rows(part)[i])];
    }
}
