// Only built: the small host beside it plays the app, too.
internal static class App;
