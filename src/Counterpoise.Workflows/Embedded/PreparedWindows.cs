using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.TableModels;

namespace Counterpoise.Workflows.Embedded;

/// <summary>Features as a network takes them: centred and scaled by figures of the training windows.</summary>
internal sealed class PreparedWindows(TableModelCard card)
{
    private readonly FeaturePreparation _preparation = FeaturePreparation.From(card.Columns);
    private readonly Dictionary<SensorRows, float[][]> _rows = [];

    /// <summary>The card of the model whose figures they are.</summary>
    public TableModelCard Card => card;

    /// <summary>The rows of a split.</summary>
    public float[][] Rows(SensorRows split)
    {
        if (_rows.TryGetValue(split, out var known)) return known;
        var matrix = _preparation.Apply(split.Rows);
        return _rows[split] = [.. Enumerable.Range(0, matrix.Rows).Select(i => Array.ConvertAll(matrix.Row(i).ToArray(), v => (float)v))];
    }

    /// <summary>Training rows for the ranges of int8: as many of each class, the rare ones too.</summary>
    public float[][] Calibration(SensorRows split, int perClass, ulong seed)
    {
        var random = new RandomStream(seed, "calibration");
        return [.. split.Labelled.GroupBy(i => split.Windows[i].Label).OrderBy(g => g.Key).SelectMany(g =>
        {
            int[] rows = [.. g];
            random.Shuffle<int>(rows);
            return rows.Take(perClass);
        }).Select(i => Rows(split)[i])];
    }
}
