using Counterpoise.Messages;
using Counterpoise.Vision.Models;

namespace Counterpoise.Workflows.Images;

/// <summary>Finds the weights that a run ships, and refuses a model that is not the one expected.</summary>
internal static class ModelFile
{
    /// <summary>Whether a path names a model: a weight file, a folder of a run, or a model on frozen features.</summary>
    public static bool Is(string path) => FeatureModelFile.Is(path)
        || Path.GetExtension(path).Equals(".safetensors", StringComparison.OrdinalIgnoreCase)
        || Directory.Exists(path);

    /// <summary>The weight file of a path: the file itself, or the best checkpoint of a run's folder.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static string Find(string path)
    {
        if (FeatureModelFile.Is(path))
        {
            throw new InputException($"{new FilePart(path)} is a model on frozen features, and a network with its weights is asked for: "
                + $"give a run's folder");
        }

        if (OnnxSession.Is(path))
        {
            throw new InputException($"{new FilePart(path)} is an ONNX file, which predict, evaluate and serve take: give the run's folder "
                + $"that it was written from");
        }

        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? path : throw new InputException(
                $"there is no model '{new FilePart(path)}': give a run's folder, or checkpoints/best.safetensors in one");
        }

        string[] candidates = [Path.Combine(path, "checkpoints", "best.safetensors"), Path.Combine(path, "best.safetensors")];
        return candidates.FirstOrDefault(File.Exists)
            ?? throw (File.Exists(Path.Combine(path, "config.json"))
                ? new InputException($"the run in '{new FilePart(path)}' has no best.safetensors yet: its first epoch has not ended; go on "
                    + $"with it by train --resume")
                : new InputException($"'{new FilePart(path)}' is no run's folder: expected checkpoints/best.safetensors in it"));
    }

    /// <summary>Loads a model.</summary>
    /// <param name="path">A weight file or a run's folder.</param>
    /// <param name="architecture">The architecture it must be of; null takes any.</param>
    /// <param name="classes">The classes it must have, in this order; empty takes any.</param>
    /// <exception cref="InputException">It is of another architecture or has other classes.</exception>
    /// <exception cref="InvalidDataException">It is no model, or damaged.</exception>
    public static ImageClassifier Load(string path, string? architecture, IReadOnlyList<string> classes)
    {
        var file = Find(path);
        var classifier = ImageClassifier.Load(file);
        var card = classifier.Card;
        var fault = architecture is not null && !card.Architecture.Equals(ImageArchitecture.Named(architecture).Name,
            StringComparison.Ordinal)
            ? $"{file} is a {card.Architecture}, {architecture} was expected: give the model of that architecture"
            : classes.Count > 0 && !classes.SequenceEqual(card.ClassNames)
                ? $"{file} knows the classes {string.Join(", ", card.ClassNames)}; expected were {string.Join(", ", classes)}: give the "
                    + $"model that was trained on "
                    + $"these{(classes.ToHashSet().SetEquals(card.ClassNames) ? ", or name them in the model's order" : "")}"
                : null;
        if (fault is null)
        {
            return classifier;
        }

        classifier.Dispose();
        throw new InputException(fault);
    }
}
