using System.Runtime.CompilerServices;

namespace Counterpoise.Torch;

public sealed partial class Tensor
{
    private static readonly Operator IndexOp = Operator.Aten("index", "Tensor");
    private static readonly Operator IndexPutOp = Operator.Aten("index_put_");

    /// <summary>
    /// Part of the tensor, as NumPy and PyTorch index: <c>t[0]</c>, <c>t[^1]</c>, <c>t[.., 0..3]</c>, <c>t[mask]</c>, <c>t[rows, 2]</c>.
    /// Positions and slices give views of the same memory, tensors give copies. Setting writes through, the value is broadcast.
    /// </summary>
    /// <exception cref="ArgumentException">More dimensions are named than there are.</exception>
    [IndexerName("At")]
    public Tensor this[params ReadOnlySpan<TensorIndex> index]
    {
        get
        {
            var (view, selectors) = Narrow(index);
            if (selectors is null)
            {
                return view;
            }

            using (view)
            {
                return IndexOp.Invoke(view, selectors);
            }
        }
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            var (view, selectors) = Narrow(index);
            using (view)
            {
                if (selectors is null)
                {
                    view.CopyFrom(value);
                }
                else
                {
                    IndexPutOp.Run(view, selectors, value);
                }
            }
        }
    }

    /// <summary>Applies positions, slices and new dimensions as views, and gathers the tensors that select along the dimensions of the view.</summary>
    private (Tensor View, Tensor?[]? Selectors) Narrow(ReadOnlySpan<TensorIndex> index)
    {
        var named = 0;
        foreach (var part in index)
        {
            named += part.What switch
            {
                TensorIndex.Kind.At or TensorIndex.Kind.Slice => 1,
                TensorIndex.Kind.Select => part.Tensor!.Type == ScalarType.Bool ? part.Tensor.Rank : 1,
                _ => 0,
            };
        }

        if (named > Rank)
        {
            throw new ArgumentException($"{named} dimensions are indexed, the tensor has shape {ShapeText}", nameof(index));
        }

        var view = Alias();
        List<Tensor?>? selectors = null;
        var dimension = 0;
        var covered = 0;
        foreach (var part in index)
        {
            switch (part.What)
            {
                case TensorIndex.Kind.NewAxis:
                    Replace(ref view, view.Unsqueeze(dimension++));
                    break;
                case TensorIndex.Kind.Ellipsis:
                    dimension += Rank - named;
                    break;
                case TensorIndex.Kind.At:
                    Replace(ref view, SelectIntOp.Invoke(view, dimension, part.Start));
                    break;
                case TensorIndex.Kind.Slice:
                    if (part is not { Start: 0, End: null, Step: 1 })
                    {
                        Replace(ref view, SliceTensorOp.Invoke(view, dimension, part.Start, part.End, part.Step));
                    }

                    dimension++;
                    break;
                case TensorIndex.Kind.Select:
                    selectors ??= [];
                    for (; covered < dimension; covered++)
                    {
                        selectors.Add(null);
                    }

                    selectors.Add(part.Tensor);
                    dimension += part.Tensor!.Type == ScalarType.Bool ? part.Tensor.Rank : 1;
                    covered = dimension;
                    break;
            }
        }

        return (view, selectors?.ToArray());
    }

    private static void Replace(ref Tensor view, Tensor next)
    {
        view.Dispose();
        view = next;
    }
}
