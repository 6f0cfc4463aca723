namespace Counterpoise.Torch;

/// <summary>What TorchSharp's dispose scopes lack.</summary>
public static class DisposeScopes
{
    extension(DisposeScope scope)
    {
        /// <summary>
        /// Moves a tensor of this scope to the next outer one; without one it is the caller's to dispose. A tensor of another scope, or of
        /// none, such as a parameter or the function's own input, stays where it is: TorchSharp's <c>MoveToOuter</c> would take it over and
        /// free it too early.
        /// </summary>
        /// <returns>The same tensor.</returns>
        public Tensor Keep(Tensor tensor)
        {
            ArgumentNullException.ThrowIfNull(scope);
            return scope.Contains(tensor) ? scope.MoveToOuter(tensor) : tensor;
        }

        /// <summary>Moves tensors of this scope to the next outer one.</summary>
        /// <returns>The same tensors.</returns>
        public Tensor[] Keep(Tensor[] tensors)
        {
            ArgumentNullException.ThrowIfNull(tensors);
            Array.ForEach(tensors, tensor => scope.Keep(tensor));
            return tensors;
        }
    }
}
