namespace Counterpoise.Serving.Models;

/// <summary>The model that is served, and those before it. A batch runs on the model that was current when it began.</summary>
internal sealed class ModelVersions : IDisposable
{
    private const int Kept = 3;

    private readonly Lock _gate = new();
    private readonly List<IServedModel> _models = [];

    public ModelVersions(IServedModel first) => _models.Add(first);

    public ServedCard Current
    {
        get
        {
            lock (_gate) return _models[^1].Card;
        }
    }

    public IReadOnlyList<ServedCard> All
    {
        get
        {
            lock (_gate) return [.. _models.Select(m => m.Card)];
        }
    }

    public (ServedCard Card, IReadOnlyList<ScoredImage> Scores) Predict(IReadOnlyList<byte[]> images)
    {
        // One batch runs at a time, and no model is freed while it does.
        lock (_gate) return (_models[^1].Card, _models[^1].Predict(images));
    }

    public ServedCard Add(IServedModel model)
    {
        lock (_gate)
        {
            _models.Add(model);
            if (_models.Count > Kept)
            {
                _models[0].Dispose();
                _models.RemoveAt(0);
            }

            return model.Card;
        }
    }

    /// <summary>Back to the version before; null where there is none.</summary>
    public ServedCard? Rollback()
    {
        lock (_gate)
        {
            if (_models.Count < 2) return null;
            _models[^1].Dispose();
            _models.RemoveAt(_models.Count - 1);
            return _models[^1].Card;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _models.ForEach(m => m.Dispose());
            _models.Clear();
        }
    }
}
