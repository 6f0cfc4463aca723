using Counterpoise.Boosting;
using Counterpoise.Classifiers;
using Counterpoise.Messages;
using Counterpoise.MultiLabel;
using Counterpoise.TableModels;
using Counterpoise.Tabular;

namespace Counterpoise.Workflows.Tables;

/// <summary>Saved models of tables with every classifier of the house.</summary>
public static class SavedTableModels
{
    /// <summary>Every classifier that can be saved.</summary>
    public static ClassifierCodecs Codecs { get; } = StandardCodecs.All.With([.. BoostingLearners.Codecs, .. TabularLearners.Codecs]);

    /// <summary>Whether a path is a saved model of tables.</summary>
    /// <param name="path">A path; the file need not be there.</param>
    public static bool Is(string path) => TableModel.Is(path);

    /// <summary>Loads a model.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">There is no such file, or it is an ONNX file, or a model of numbers or of several
    /// labels.</exception>
    /// <exception cref="InvalidDataException">It is no model of tables, damaged, or says what cannot be.</exception>
    public static TableModel Load(string path) => !File.Exists(path) ? throw new InputException($"there is no model '{new FilePart(path)}'")
        : OnnxTableModel.Is(path) ? throw new InputException($"{new FilePart(path)} is an ONNX file, which predict, evaluate and serve "
            + $"take: give the saved model (.cpm) that it was written from")
        : RegressionModel.Is(path) ? throw new InputException($"{new FilePart(path)} is a model of numbers, which predict and evaluate "
            + $"take, and one of classes is asked for: train one without --task regression")
        : MultiLabelModel.Is(path) ? throw new InputException($"{new FilePart(path)} is a model of several labels, which predict and "
            + $"evaluate take, and one of a class is asked for: train a label by itself (--target with one column)")
        : TableModel.Load(path, Codecs);
}
