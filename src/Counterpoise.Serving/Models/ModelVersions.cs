namespace Counterpoise.Serving.Models;

/// <summary>The model that is served, and those before it. A batch runs on the model that was current when it began.</summary>
internal sealed class ModelVersions : IDisposable
{
    private const int Kept = 3;

    private readonly Lock _gate = new();
    private readonly List<(IServedModel Model, string? Path)> _models = [];

    /// <param name="first">The model.</param>
    /// <param name="path">Where it was swapped in from; null for the one that the server was started with.</param>
    public ModelVersions(IServedModel first, string? path = null) => _models.Add((first, path));

    public ServedCard Current
    {
        get
        {
            lock (_gate) return _models[^1].Model.Card;
        }
    }

    public IReadOnlyList<ServedCard> All
    {
        get
        {
            lock (_gate) return [.. _models.Select(m => m.Model.Card)];
        }
    }

    public (ServedCard Card, IReadOnlyList<ScoredInput> Scores) Predict(IReadOnlyList<byte[]> images)
    {
        // One batch runs at a time, and no model is freed while it does.
        lock (_gate) return (_models[^1].Model.Card, _models[^1].Model.Predict(images));
    }

    /// <summary>Explains one input.</summary>
    /// <exception cref="FormatException">The model cannot explain, there is no such class, or the input cannot be read.</exception>
    public Explanation Explain(byte[] input, string? className, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var card = _models[^1].Model.Card;
            if (_models[^1].Model is not IExplainingModel model)
                throw new FormatException($"{card.File} cannot explain: {(card.Columns is null
                    ? "Grad-CAM asks for the gradients of a network that was trained end to end, and neither an .onnx file nor a model on "
                        + "frozen features has them; serve the run" : "it is a model of another kind")}");
            var place = className is null ? (int?)null : card.Classes.ToList().IndexOf(className);
            if (place < 0)
                throw new FormatException($"'class' is '{className}'; the classes are {string.Join(", ", card.Classes)}");
            cancellationToken.ThrowIfCancellationRequested();
            return model.Explain(input, place, cancellationToken);
        }
    }

    public ServedCard Add(IServedModel model, string? path)
    {
        lock (_gate)
        {
            _models.Add((model, path));
            if (_models.Count > Kept)
            {
                _models[0].Model.Dispose();
                _models.RemoveAt(0);
            }

            return model.Card;
        }
    }

    /// <summary>Back to the version before; null where there is none.</summary>
    public (ServedCard Card, string? Path)? Rollback()
    {
        lock (_gate)
        {
            if (_models.Count < 2) return null;
            _models[^1].Model.Dispose();
            _models.RemoveAt(_models.Count - 1);
            return (_models[^1].Model.Card, _models[^1].Path);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _models.ForEach(m => m.Model.Dispose());
            _models.Clear();
        }
    }
}
